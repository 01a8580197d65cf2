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

  const go = () => {
    if (!player.state.loop) next.click()
  }
  player.addEventListener(
    'ended',
    () => {
      stop()
      if (!plays() || player.state.loop) return
      const told = { title: next.dataset['listNext'] ?? '', href: next.href }
      countdown = new Countdown(player, told, go, isBusy)
    },
    { signal },
  )
  // Whoever looks at it once more stays.
  for (const event of ['play', 'seeking']) player.addEventListener(event, stop, { signal })
  signal.addEventListener('abort', stop)
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
  // A tab behind this one waits until somebody looks.
  const isOpened = how?.type === 'navigate' && page.visibilityState === 'visible'
  return list !== undefined && isOpened && leadsOn(page.referrer, list, location.origin)
}

/** Whether the page one came from shows the list. */
export function leadsOn(from: string, list: string, origin: string): boolean {
  if (!from.startsWith(`${origin}/`)) return false
  const { pathname, searchParams } = new URL(from)
  return searchParams.get('list') === list || [`/playlists/${list}`, '/watch-later'].includes(pathname)
}
