import { isDASHProvider, isHLSProvider, type MediaProviderChangeEvent } from 'vidstack'
import type { MediaPlayerElement, MediaVideoLayoutElement } from 'vidstack/elements'
import { offerToBegin, type Beginning } from './begin'
import { chapterTrack, likeliestFirst, type Film, type Wishes } from './film'

/** A player of the film, of which nothing is fetched before it stands in the page and has a source. */
export function playerOf(film: Film, wishes: Wishes, place: HTMLElement): MediaPlayerElement {
  const player = document.createElement('media-player')
  player.className = 'player-media'
  player.title = film.title
  player.playsInline = true
  // A film that still grows is no broadcast: it begins at its beginning, and all there is of it can be reached.
  player.streamType = 'on-demand'
  player.viewType = 'video'
  player.keyTarget = 'document'
  player.loop = wishes.loop
  player.muted = wishes.muted
  player.autoPlay = wishes.autoplay
  player.logLevel = 'silent'
  if (film.poster) player.poster = film.poster

  const provider = document.createElement('media-provider')
  if (film.poster) provider.append(poster())
  player.append(provider, layoutOf(film, place))
  offerToBegin(player)
  addTracks(player, film)
  return player
}

function layoutOf(film: Film, place: HTMLElement): MediaVideoLayoutElement {
  const layout = document.createElement('media-video-layout')
  // Else what it names is looked for beside the page.
  layout.thumbnails = film.storyboard && new URL(film.storyboard, location.href).href
  layout.colorScheme = 'dark'
  layout.playbackRates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
  layout.seekStep = 10
  // There is one track of sound, and nothing to choose.
  layout.noAudioGain = true
  // Among the landmarks of the page, not behind its foot.
  layout.menuContainer = place.closest('main')
  return layout
}

function poster(): HTMLElement {
  const element = document.createElement('media-poster')
  element.alt = ''
  element.className = 'vds-poster'
  return element
}

function addTracks(player: MediaPlayerElement, film: Film): void {
  // The button for captions shows the first.
  for (const { src, language, label, shown } of likeliestFirst(film, navigator.languages)) {
    player.textTracks.add({ src, language, label, kind: 'captions', type: 'vtt', default: shown })
  }
  if (film.chapters.length > 0) player.textTracks.add(chapterTrack(film))
}

/** What would otherwise come from another's server, which neither the policy of the page nor we allow. */
export function bringOurOwnLibraries(player: MediaPlayerElement, beginning: Beginning): void {
  player.addEventListener('provider-change', (event: MediaProviderChangeEvent) => {
    const provider = event.detail
    if (isHLSProvider(provider)) {
      provider.library = () => import('hls.js')
      // Of a list that still grows hls.js would begin at the end.
      // What is said comes from tracks of our own, whichever library plays; once is enough.
      provider.config = { startPosition: beginning.at, enableWebVTT: false }
    }
    if (isDASHProvider(provider)) provider.library = () => import('dashjs')
  })
}
