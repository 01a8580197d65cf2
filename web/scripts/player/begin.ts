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
      const move = () => {
        if (Math.abs(player.currentTime - at) > 0.5) player.currentTime = at
      }
      move()
      // hls.js goes where it was told to begin with the first it has.
      if (at !== first) player.addEventListener('loaded-data', move, { once: true })
      if (plays) void player.play().catch(() => undefined)
    },
    { once: true },
  )
}

export function playFrom(second: number, player: MediaPlayerElement, beginning: Beginning): void {
  goTo(second, player, beginning)
  if (player.state.canPlay) void player.play().catch(() => undefined)
  else beginning.plays = true
}

/** It plays there or does not, as before. */
export function goTo(second: number, player: MediaPlayerElement, beginning: Beginning): void {
  const { provider } = player
  if (player.state.canPlay) {
    player.currentTime = second
    return
  }
  beginning.at = second
  // It looks there once it has the list.
  if (isHLSProvider(provider) && provider.instance) provider.instance.config.startPosition = second
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
