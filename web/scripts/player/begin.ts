import { isHLSProvider } from 'vidstack'
import type { MediaPlayerElement } from 'vidstack/elements'

/** Where a film begins, and whether by itself; whoever asks for another moment before it has begun changes it. */
export interface Beginning {
  at: number
  plays: boolean
}

export function beginAt(player: MediaPlayerElement, beginning: Beginning): void {
  const first = beginning.at
  player.addEventListener(
    'can-play',
    () => {
      const { at, plays } = beginning
      // hls.js was told where to begin, and would go there after all.
      if (at !== first && isHLSProvider(player.provider)) player.provider.instance?.startLoad(at)
      if (Math.abs(player.currentTime - at) > 0.5) player.currentTime = at
      if (plays) void player.play().catch(() => undefined)
    },
    { once: true },
  )
}

/** The button in the middle of a film that was not begun, where there is room; on a phone the layout has one of its own. */
export function offerToBegin(player: MediaPlayerElement): void {
  const button = document.createElement('media-play-button')
  button.className = 'player-begin'
  button.setAttribute('aria-label', 'Play the video')
  player.append(button)
  player.addEventListener('play', () => {
    // It goes away, and whoever pressed it would be nowhere.
    if (button.contains(document.activeElement)) player.focus({ preventScroll: true })
  })
}
