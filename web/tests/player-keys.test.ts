import type { MediaPlayerElement } from 'vidstack/elements'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wireKeys } from '../scripts/player/keys'

const page = `
  <main tabindex="-1"><div data-watch>
    <div id="player" tabindex="0"><button id="play">Play</button></div>
    <button data-theatre data-letter="t">Theatre</button>
    <button data-keys hidden>Keys</button>
    <div id="box" role="region" tabindex="0"><a id="line" href="?t=3" data-seek="3">said</a></div>
    <a id="other" href="/">another</a>
    <details><summary id="summary">Download</summary></details>
    <nav popover><a id="place" href="/">Home</a></nav>
    <dialog id="share"><input id="link"></dialog>
    <input id="letters" type="checkbox">
  </div></main>`

let until = new AbortController()
let heard: string[] = []

/** As the player listens, to the document. */
function open(): void {
  until = new AbortController()
  const player = document.querySelector('#player') as unknown as MediaPlayerElement
  Object.assign(player, { state: { canSeek: false } })
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

  it('are none of the film behind a dialog, wherever in it the focus is, nor in a menu', () => {
    expect(press('#place', 'k', ' ')).toEqual([])
    document.querySelector('#share')?.setAttribute('open', '')

    expect(press('#link', 'k', ' ', 'Escape')).toEqual(['Escape'])
    expect(press('body', 'k', ' ', '5')).toEqual([])
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

    choice.checked = false
    choice.dispatchEvent(new Event('change'))

    expect(press('#player', ...all)).toEqual(all.filter((key) => !['k', '5', '<'].includes(key)))
    expect(document.querySelector('[data-theatre]')?.hasAttribute('aria-keyshortcuts')).toBe(false)
    until.abort()
    document.body.innerHTML = page
    open()
    expect(document.querySelector<HTMLInputElement>('#letters')?.checked).toBe(false)
    expect(press('body', 'k', ' ')).toEqual([' '])
  })

  it('are not heard any more once the player is gone', () => {
    until.abort()
    document.addEventListener('keydown', ({ key }) => heard.push(key), { once: true })

    expect(press('#box', 'ArrowDown')).toEqual(['ArrowDown'])
  })
})
