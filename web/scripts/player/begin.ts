import type { MediaPlayerElement } from 'vidstack/elements'

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
