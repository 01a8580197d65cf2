import type { MediaPlayerElement } from 'vidstack/elements'
import { Countdown } from './countdown'
import { isCovered } from './keys'
import { storage } from './storage'

const autoplayKey = 'kinora:autoplay'

/** At the end of a film the next of its list begins, where somebody plays one through and wants that. */
export function playThrough(page: HTMLElement, player: MediaPlayerElement, signal: AbortSignal): void {
  const list = page.querySelector<HTMLElement>('[data-list]')
  if (!list) return
  let countdown: Countdown | undefined
  const stop = () => {
    countdown?.stop()
    countdown = undefined
  }
  const plays = wireAutoplay(list, stop, signal)
  const next = list.querySelector<HTMLAnchorElement>('[data-list-next]')
  if (!next) return

  const said = announcer(player, signal)
  const go = () => {
    if (!player.state.loop) next.click()
  }
  player.addEventListener(
    'ended',
    () => {
      stop()
      if (!plays() || player.state.loop) return
      const told = { title: next.dataset['listNext'] ?? '', href: next.href }
      countdown = new Countdown(player, said, told, go, isBusy)
    },
    { signal },
  )
  // Whoever looks at it once more stays.
  for (const event of ['play', 'seeking']) player.addEventListener(event, stop, { signal })
  signal.addEventListener('abort', stop)
  // Whoever comes back to it finds the page as it was left, and would be led away again.
  addEventListener('pagehide', stop, { signal })
}

/** Within the player, so that it is heard too where that fills the screen. */
function announcer(player: HTMLElement, signal: AbortSignal): HTMLElement {
  const said = document.createElement('span')
  said.className = 'for-ears'
  said.setAttribute('role', 'status')
  player.append(said)
  signal.addEventListener('abort', () => said.remove())
  return said
}

/** On, until somebody switches it off in this browser. */
function wireAutoplay(list: HTMLElement, off: () => void, signal: AbortSignal): () => boolean {
  const place = list.querySelector<HTMLElement>('[data-list-plays]')
  const choice = place?.querySelector<HTMLInputElement>('input')
  let isOn = storage.getItem(autoplayKey) !== 'no'
  if (place && choice) {
    place.hidden = false
    choice.checked = isOn
    choice.addEventListener(
      'change',
      () => {
        isOn = choice.checked
        storage.setItem(autoplayKey, isOn ? 'yes' : 'no')
        if (!isOn) off()
      },
      { signal },
    )
  }
  return () => isOn
}

/** Something lies open over the page, or somebody types. */
function isBusy(): boolean {
  return isCovered() || document.activeElement?.matches('textarea, input:not([type=checkbox])') === true
}

/** Whether one came from the list of this page, or from a film of it: whoever plays it through begins no film by hand. */
export function isPlayedThrough(page: Document = document): boolean {
  const list = page.querySelector<HTMLElement>('[data-list]')?.dataset['list']
  const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (list === undefined || how?.type !== 'navigate') return false
  if (!leadsOn(page.referrer, list, location.origin)) return false
  return page.visibilityState === 'visible' || isGoneOn(page.referrer, list)
}

/** A list is heard through in a tab that nobody looks at; a film that was opened in a new one waits until somebody does. */
function isGoneOn(from: string, list: string): boolean {
  return history.length > 1 && isFilmOf(from, list)
}

/** Whether the page one came from shows the list. */
export function leadsOn(from: string, list: string, origin: string): boolean {
  if (!from.startsWith(`${origin}/`)) return false
  return isFilmOf(from, list) || [`/playlists/${list}`, '/watch-later'].includes(new URL(from).pathname)
}

function isFilmOf(from: string, list: string): boolean {
  return new URL(from).searchParams.get('list') === list
}
