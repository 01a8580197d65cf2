import type { MediaPlayerElement } from 'vidstack/elements'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Follow } from '../scripts/captions/follow'
import { wireKeys } from '../scripts/player/keys'

const page = `
  <main tabindex="-1"><div data-watch>
    <div id="player" tabindex="0"><button id="play">Play</button><media-mute-button></media-mute-button></div>
    <button data-theatre data-letter="t">Theatre</button>
    <button data-keys data-letter="?" hidden>Keys</button>
    <div id="box" role="region" tabindex="0"><a id="line" href="?t=3" data-seek="3">said</a></div>
    <a id="other" href="/">another</a>
    <details><summary id="summary">Download</summary></details>
    <div id="menu" role="menu"><div id="speed" role="menuitem" tabindex="-1">Speed</div></div>
    <dialog id="share"><input id="link"></dialog>
    <input id="letters" type="checkbox">
  </div></main>`

let until = new AbortController()
let heard: string[] = []

/** As the player listens, to the document. */
function open(): void {
  until = new AbortController()
  const player = document.querySelector('#player') as unknown as MediaPlayerElement
  Object.assign(player, { state: { canSeek: true, duration: 100 }, currentTime: 0 })
  wireKeys(player, document.querySelector('[data-watch]'), until.signal)
  for (const type of ['keydown', 'keyup'])
    document.addEventListener(
      type,
      (event) => heard.push(`${type === 'keyup' ? 'up ' : ''}${(event as KeyboardEvent).key}`),
      { signal: until.signal },
    )
}

function press(where: string, ...keys: string[]): string[] {
  heard = []
  const target = document.querySelector(where) ?? document.body
  for (const key of keys)
    target.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }))
  return heard
}

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = page
  open()
})

afterEach(() => until.abort())

const all = [' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'k', '5', '<', 'Enter', 'Tab']

describe('keys', () => {
  it('all are for the film within the player', () => {
    expect(press('#player', ...all)).toEqual(all)
    expect(press('#play', ...all)).toEqual(all)
  })

  it('scroll up and down where nothing but the page has the focus', () => {
    const rest = all.filter((key) => key !== 'ArrowUp' && key !== 'ArrowDown')

    expect(press('body', ...all)).toEqual(rest)
    expect(press('main', ...all)).toEqual(rest)
  })

  it('of what else has the focus are its own, but for letters', () => {
    for (const where of ['#summary', '#box', '#other', '[data-theatre]'])
      expect(press(where, ...all), where).toEqual(['k', '5', '<', 'Enter', 'Tab'])
  })

  it('stop the film on a link to one of its moments', () => {
    expect(press('#line', ' ', 'ArrowDown', 'ArrowRight')).toEqual([' '])
  })

  it('are none of the film behind a dialog, wherever in it the focus is', () => {
    document.querySelector('#share')?.setAttribute('open', '')

    expect(press('#link', 'k', ' ', 'Escape')).toEqual(['Escape'])
    expect(press('body', 'k', ' ', '5')).toEqual([])
  })

  it('are none of the film while a menu is open or words lie over it, not even within the player', () => {
    const wide = vi.fn()
    document.querySelector('[data-theatre]')?.addEventListener('click', wide)
    document.querySelector('#menu')?.setAttribute('data-open', '')
    for (const where of ['body', '#player', '#speed'])
      expect(press(where, ...all, 't'), where).toEqual(['Enter', 'Tab'])
    document.querySelector('#menu')?.removeAttribute('data-open')
    document.querySelector('#player')?.insertAdjacentHTML('afterend', '<div class="player-trouble"></div>')
    expect(press('#player', 'k', ' ', 't')).toEqual([])
    expect(wide).not.toHaveBeenCalled()

    document.querySelector('.player-trouble')?.remove()
    expect(press('body', 'k', 't')).toEqual(['k', 't'])
    expect(wide).toHaveBeenCalledOnce()
  })

  it('are all for the film where there is nothing else: on the whole screen, and in the frame of another page', () => {
    Object.assign(document, { fullscreenElement: document.querySelector('#player') })
    expect(press('body', ...all)).toEqual(all)
    expect(press('#other', 'ArrowUp', ' ')).toEqual(['ArrowUp'])
    Object.assign(document, { fullscreenElement: null })
    expect(press('body', 'ArrowUp')).toEqual([])

    document.querySelector('main')?.setAttribute('data-embed', '')
    expect(press('body', ...all)).toEqual(all)
  })

  it('that are digits typed with Shift go to tenths here, the others in the player', () => {
    const player = document.querySelector('#player') as unknown as MediaPlayerElement
    press('body', '5')
    expect(player.currentTime).toBe(0)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '5', shiftKey: true, bubbles: true }))
    expect(player.currentTime).toBe(50)
  })

  it('with Shift lead to the next and the previous film of a list, where there are any and letters are on', () => {
    const ways: string[] = []
    const shift = (where: string, key: string) =>
      document
        .querySelector(where)
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, shiftKey: true, bubbles: true }))
    shift('body', 'N')
    for (const way of ['next', 'previous']) {
      const link = Object.assign(document.createElement('a'), { onclick: () => ways.push(way) })
      link.setAttribute(`data-list-${way}`, '')
      document.querySelector('[data-watch]')?.append(link)
    }
    shift('body', 'N')
    // While capitals are locked Shift makes small letters.
    shift('#player', 'p')
    press('body', 'n', 'p')
    shift('#link', 'N')
    expect(ways).toEqual(['next', 'previous'])

    document.querySelector<HTMLInputElement>('#letters')!.click()
    shift('body', 'N')
    expect(ways).toHaveLength(2)
  })

  it('are listed by the question mark, but where somebody writes, a dialog lies open or letters are off', () => {
    const list = vi.fn()
    document.querySelector('[data-keys]')?.addEventListener('click', list)
    expect(document.querySelector('[data-keys]')?.getAttribute('aria-keyshortcuts')).toBe('?')
    press('#link', '?')
    document.querySelector('#share')?.setAttribute('open', '')
    press('body', '?')
    document.querySelector('#share')?.removeAttribute('open')
    expect(list).not.toHaveBeenCalled()

    press('body', '?')
    press('#player', '?')
    expect(list).toHaveBeenCalledTimes(2)

    const letters = document.querySelector<HTMLInputElement>('#letters')!
    letters.checked = false
    letters.dispatchEvent(new Event('change'))
    press('body', '?')
    expect(list).toHaveBeenCalledTimes(2)
  })

  it('with Control, Alt or the command key are left alone', () => {
    heard = []
    for (const name of ['ctrlKey', 'altKey', 'metaKey'])
      document
        .querySelector('#box')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, [name]: true }))

    expect(heard).toHaveLength(3)
  })

  it('end what they began wherever they are released, and nothing else', () => {
    const release = (where: string, key: string) =>
      document
        .querySelector(where)
        ?.dispatchEvent(new KeyboardEvent('keyup', { key, code: key, bubbles: true }))
    press('body', 'ArrowRight')
    release('#box', 'ArrowRight')
    press('#box', 'ArrowLeft')
    release('body', 'ArrowLeft')

    expect(heard).toEqual([])
    press('body', 'ArrowRight')
    release('#box', 'ArrowRight')
    expect(heard).toEqual(['ArrowRight', 'up ArrowRight'])
  })

  it('that are letters, digits and signs are switched off in this browser', () => {
    const choice = document.querySelector<HTMLInputElement>('#letters')!
    expect(choice.checked).toBe(true)
    expect(document.querySelector('[data-keys]')?.hasAttribute('hidden')).toBe(false)
    expect(document.querySelector('[data-theatre]')?.getAttribute('aria-keyshortcuts')).toBe('t')

    const mute = document.querySelector('media-mute-button')
    mute?.setAttribute('aria-keyshortcuts', 'm')
    const player = document.querySelector('#player') as unknown as MediaPlayerElement
    expect(player.keyShortcuts).toMatchObject({ togglePaused: 'k Space', toggleMuted: 'm' })

    choice.checked = false
    choice.dispatchEvent(new Event('change'))

    expect(press('#player', ...all)).toEqual(all.filter((key) => !['k', '5', '<'].includes(key)))
    expect(document.querySelector('[data-theatre]')?.hasAttribute('aria-keyshortcuts')).toBe(false)
    expect(mute?.hasAttribute('aria-keyshortcuts')).toBe(false)
    const left = { togglePaused: 'Space', seekBackward: 'ArrowLeft', seekForward: 'ArrowRight' }
    expect(player.keyShortcuts).toEqual({ ...left, volumeUp: 'ArrowUp', volumeDown: 'ArrowDown' })
    until.abort()
    document.body.innerHTML = page
    open()
    const again = document.querySelector<HTMLInputElement>('#letters')!
    expect(again.checked).toBe(false)
    expect(press('body', 'k', ' ')).toEqual([' '])

    again.checked = true
    again.dispatchEvent(new Event('change'))
    expect(document.querySelector('media-mute-button')?.getAttribute('aria-keyshortcuts')).toBe('m')
  })

  it('that scroll the page stop the captions from following, though the player does not hear them', () => {
    document.body.insertAdjacentHTML('beforeend', '<ol id="cues"></ol><button id="follows" hidden></button>')
    const button = document.querySelector<HTMLElement>('#follows')!
    const follow = new Follow({ isPlaying: true }, document.querySelector<HTMLElement>('#cues')!, button)
    follow.follow()
    expect(button.hidden).toBe(true)

    expect(press('body', 'ArrowDown')).toEqual([])
    expect(button.hidden).toBe(false)
  })

  it('are not heard any more once the player is gone', () => {
    until.abort()
    document.addEventListener('keydown', ({ key }) => heard.push(key), { once: true })

    expect(press('#box', 'ArrowDown')).toEqual(['ArrowDown'])
  })
})
