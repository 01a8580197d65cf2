import type { MediaPlayerElement } from 'vidstack/elements'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showPlaceInList } from '../scripts/list'
import { wait } from '../scripts/player/countdown'
import { isPlayedThrough, leadsOn, playThrough } from '../scripts/player/through'

const list = `
  <section data-list="a-list">
    <a href="/watch/after?list=a-list" data-list-next="The film after">Next</a>
    <div data-list-plays hidden><input type="checkbox" role="switch" id="autoplay"></div>
  </section>`

let until = new AbortController()
let player: HTMLElement
const gone = vi.fn()

function open(beside = list): void {
  document.body.innerHTML = `<div data-watch><div id="player" tabindex="0"></div>${beside}</div>`
  player = document.querySelector<HTMLElement>('#player')!
  Object.assign(player, { state: { loop: false } })
  document.querySelector('[data-list-next]')?.addEventListener('click', (event) => {
    event.preventDefault()
    gone()
  })
  until = new AbortController()
  playThrough(
    document.querySelector<HTMLElement>('[data-watch]')!,
    player as unknown as MediaPlayerElement,
    until.signal,
  )
}

const end = () => player.dispatchEvent(new Event('ended'))
const told = () => document.querySelector('.player-next p')?.textContent
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)
const choice = () => document.querySelector<HTMLInputElement>('#autoplay')!

function choose(on: boolean): void {
  choice().checked = on
  choice().dispatchEvent(new Event('change'))
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  gone.mockClear()
  open()
})

afterEach(() => {
  until.abort()
  vi.useRealTimers()
})

describe('at the end of a film of a list', () => {
  it('the next is told and begins after some seconds', () => {
    expect(told()).toBeUndefined()
    end()
    expect(told()).toBe(`Next: The film after in ${wait} s`)

    pass(2)
    expect(told()).toBe(`Next: The film after in ${wait - 2} s`)
    pass(wait - 3)
    expect(gone).not.toHaveBeenCalled()
    pass(1)
    expect(gone).toHaveBeenCalledOnce()
    expect(told()).toBeUndefined()
    pass(60)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('is read out once, and not each second', () => {
    const said = document.querySelector('#player [role=status]')
    expect(said?.textContent).toBe('')
    end()
    const words = said?.textContent
    pass(2)

    expect(words).toBe('Next: The film after')
    expect(said?.textContent).toBe(words)
    pass(wait)
    expect(said?.textContent).toBe('')
  })

  it('waits while somebody is about to choose', () => {
    end()
    document.querySelector<HTMLElement>('.player-next a')?.focus()
    pass(60)
    expect(told()).toBe(`Next: The film after in ${wait} s`)

    player.focus()
    pass(wait)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('is over for who leaves the page, though it is kept and comes back', () => {
    end()
    pass(1)
    dispatchEvent(new Event('pagehide'))
    pass(60)

    expect(told()).toBeUndefined()
    expect(gone).not.toHaveBeenCalled()
  })

  it('leads to the next at once', () => {
    end()
    const now = document.querySelector<HTMLAnchorElement>('.player-next a')!

    expect(now.textContent).toBe('Play now')
    expect(now.getAttribute('href')).toMatch(/\/watch\/after\?list=a-list$/)
  })

  it('is called off, and whoever did so is at the player', () => {
    end()
    const cancel = document.querySelector<HTMLElement>('.player-next button')!
    cancel.focus()
    cancel.click()
    pass(60)

    expect(told()).toBeUndefined()
    expect(document.activeElement).toBe(player)
    expect(gone).not.toHaveBeenCalled()
  })

  it.each(['play', 'seeking'])('stays there for who goes on with the film: %s', (event) => {
    end()
    pass(1)
    player.dispatchEvent(new Event(event))
    pass(60)

    expect(told()).toBeUndefined()
    expect(gone).not.toHaveBeenCalled()
    end()
    expect(told()).toBe(`Next: The film after in ${wait} s`)
  })

  it('waits while something lies open, or somebody types', () => {
    end()
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog><input type="search">')
    pass(60)
    document.querySelector('dialog')?.remove()
    document.querySelector<HTMLElement>('input[type=search]')?.focus()
    pass(60)
    expect(told()).toBe(`Next: The film after in ${wait} s`)

    choice().focus()
    pass(wait)
    expect(gone).toHaveBeenCalledOnce()
  })

  it('nothing is told of a film that plays again and again, nor begun once it is to', () => {
    Object.assign(player, { state: { loop: true } })
    end()
    expect(told()).toBeUndefined()

    Object.assign(player, { state: { loop: false } })
    end()
    Object.assign(player, { state: { loop: true } })
    pass(60)
    expect(gone).not.toHaveBeenCalled()
  })

  it('nothing comes at the end of the list, and none without a list', () => {
    open('<section data-list="a-list"></section>')
    end()
    expect(told()).toBeUndefined()
    open('')
    end()
    expect(told()).toBeUndefined()
  })

  it('nothing is begun by a player that is no more', () => {
    end()
    until.abort()
    pass(60)

    expect(told()).toBeUndefined()
    expect(gone).not.toHaveBeenCalled()
  })
})

describe('autoplay', () => {
  it('is on at first and can be switched', () => {
    expect(choice().checked).toBe(true)
    expect(document.querySelector<HTMLElement>('[data-list-plays]')?.hidden).toBe(false)
  })

  it('is remembered in this browser', () => {
    choose(false)
    open()
    expect(choice().checked).toBe(false)
    end()
    expect(told()).toBeUndefined()

    choose(true)
    open()
    expect(choice().checked).toBe(true)
    end()
    expect(told()).toBeDefined()
  })

  it('ends what is being counted when it is switched off', () => {
    end()
    choose(false)
    pass(60)

    expect(told()).toBeUndefined()
    expect(gone).not.toHaveBeenCalled()
  })

  it('holds as long as the page where nothing may be kept', () => {
    vi.stubGlobal('localStorage', undefined)
    choose(false)
    end()

    expect(told()).toBeUndefined()
    vi.unstubAllGlobals()
  })
})

describe('a film begins by itself', () => {
  const here = 'https://films.example'

  it('for who comes from its list, or from another film of it', () => {
    for (const from of [
      '/playlists/a-list',
      '/watch-later',
      '/watch/before?list=a-list',
      '/watch/x?t=5&list=a-list',
    ])
      expect(leadsOn(here + from, 'a-list', here), from).toBe(true)
  })

  it.each([
    ['looked at', '/playlists/a-list', 'visible', 1, true],
    ['opened behind the list', '/playlists/a-list', 'hidden', 1, false],
    ['opened behind a film of it', '/watch/before?list=a-list', 'hidden', 1, false],
    ['gone on with behind another page', '/watch/before?list=a-list', 'hidden', 2, true],
    ['of another list', '/watch/before?list=another', 'visible', 2, false],
  ] as const)('in a tab that is %s', (_, from, visibility, pages, plays) => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([
      { type: 'navigate' } as PerformanceNavigationTiming,
    ])
    vi.spyOn(document, 'referrer', 'get').mockReturnValue(location.origin + from)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility)
    vi.spyOn(history, 'length', 'get').mockReturnValue(pages)

    expect(isPlayedThrough()).toBe(plays)
    vi.restoreAllMocks()
  })

  it('for nobody else', () => {
    for (const from of [
      '',
      `${here}/`,
      `${here}/playlists/another`,
      `${here}/watch/before`,
      `${here}/watch/before?list=another`,
      `${here}.evil.example/playlists/a-list`,
      'https://elsewhere.example/watch/before?list=a-list',
    ])
      expect(leadsOn(from, 'a-list', here), from).toBe(false)
  })
})

it('the list beside a film begins where the film is', () => {
  document.body.innerHTML = `
    <ol data-list-items><li><a href="/a">1</a></li><li><a href="/b" aria-current="page">2</a></li></ol>`
  const box = document.querySelector<HTMLElement>('[data-list-items]')!
  const lies = (element: Element, top: number, bottom: number) =>
    (element.getBoundingClientRect = () => ({ top, bottom, height: bottom - top }) as DOMRect)
  lies(box, 100, 300)
  lies(box.querySelector('[aria-current]')!, 900, 970)

  showPlaceInList(document)

  expect(box.scrollTop).toBe(735)
})
