import type { MediaPlayerElement } from 'vidstack/elements'
import { sayMoment } from './moments'

/** Sound and picture of one film, and what a browser makes of them, differ by less. */
const alike = 1

/** The length stands in the player as on all pages: what a browser makes of a stream may be a hundredth less, and is a second less then. */
export function sayLength(player: MediaPlayerElement, duration: number | null, signal: AbortSignal): void {
  if (duration === null) return
  const said = sayMoment(duration)
  const write = () => {
    // One that still grows is as long as what there is of it.
    if (Math.abs(player.state.duration - duration) >= alike) return
    for (const time of player.querySelectorAll('media-time[type=duration]'))
      if (time.textContent !== said) time.textContent = said
  }
  const observer = new MutationObserver(write)
  observer.observe(player, { childList: true, subtree: true })
  signal.addEventListener('abort', () => observer.disconnect())
}
