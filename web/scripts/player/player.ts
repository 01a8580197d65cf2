import 'vidstack/player/styles/default/theme.css'
import 'vidstack/player/styles/default/layouts/video.css'
import '../../styles/player.css'
import 'vidstack/player'
import 'vidstack/player/layouts/default'
import 'vidstack/player/ui'
import { TextTrack, isDASHProvider, isHLSProvider, type MediaProviderChangeEvent } from 'vidstack'
import type { MediaPlayerElement, MediaVideoLayoutElement } from 'vidstack/elements'
import { Beats, sendBeat } from './beats'
import { offerToBegin } from './begin'
import { wirePage } from './beside'
import { freshFilm, likeliestFirst, type Film, type Wishes } from './film'
import { parseMoment } from './moments'
import { keepPlace, placeIn } from './places'
import { advice, showTrouble, shutOut } from './trouble'

/** Fills the place with the player of its film. */
export function openPlayer(place: HTMLElement): void {
  const film = JSON.parse(place.dataset['film'] ?? '') as Film
  const wishes = wishesOf(new URLSearchParams(location.search))
  open(place, film, wishes, wishes.at ?? placeIn(film))
}

function wishesOf(query: URLSearchParams): Wishes {
  const asked = (name: string) => query.has(name) && query.get(name) !== '0'
  return {
    at: parseMoment(query.get('t')),
    loop: asked('loop'),
    dash: asked('dash'),
    autoplay: asked('autoplay'),
    muted: asked('muted'),
  }
}

function open(place: HTMLElement, film: Film, wishes: Wishes, at: number): void {
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
  const layout: MediaVideoLayoutElement = document.createElement('media-video-layout')
  // Else what it names is looked for beside the page.
  layout.thumbnails = film.storyboard && new URL(film.storyboard, location.href).href
  layout.colorScheme = 'dark'
  layout.playbackRates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
  layout.seekStep = 10
  // There is one track of sound, and nothing to choose.
  layout.noAudioGain = true
  // Among the landmarks of the page, not behind its foot.
  layout.menuContainer = place.closest('main')
  player.append(provider, layout)
  offerToBegin(player)

  addTracks(player, film)
  bringOurOwnLibraries(player, at)
  player.src = wishes.dash
    ? // Of a film that still grows dash.js would begin at the end as well.
      { src: `${film.dash}#t=${at}`, type: 'application/dash+xml' }
    : { src: film.hls, type: 'application/vnd.apple.mpegurl' }

  player.addEventListener('seeking', () => {
    player.toggleAttribute('data-sought', true)
    // Else it is at its end for as long as it believes so, and plays from its beginning; at the end it ends again.
    player.$state.ended.set(false)
  })
  beginAt(player, at)
  keepCount(player, film)
  const close = wirePage(player)
  hearTrouble(player, (status, code) => {
    const again = async () => {
      const anew = (await freshFilm(film)) ?? (status === 401 ? undefined : film)
      if (!anew) return showTrouble(place, shutOut, () => void again())
      const where = player.currentTime || at
      close()
      player.destroy()
      place.replaceChildren()
      open(place, anew, { ...wishes, autoplay: true }, where)
    }
    showTrouble(place, advice(status, code), () => void again())
  })
  place.replaceChildren(player)
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
  if (film.chapters.length === 0) return
  const track = new TextTrack({
    kind: 'chapters',
    language: 'en',
    label: 'Chapters',
    type: 'json',
    default: true,
    content: {
      cues: film.chapters.map(({ title, start, end }) => ({ startTime: start, endTime: end, text: title })),
    },
  })
  player.textTracks.add(track)
}

/** What would otherwise come from another's server, which neither the policy of the page nor we allow. */
function bringOurOwnLibraries(player: MediaPlayerElement, at: number): void {
  player.addEventListener('provider-change', (event: MediaProviderChangeEvent) => {
    const provider = event.detail
    if (isHLSProvider(provider)) {
      provider.library = () => import('hls.js')
      // Of a list that still grows hls.js would begin at the end.
      // What is said comes from tracks of our own, whichever library plays; once is enough.
      provider.config = { startPosition: at, enableWebVTT: false }
    }
    if (isDASHProvider(provider)) provider.library = () => import('dashjs')
  })
}

function beginAt(player: MediaPlayerElement, at: number): void {
  if (!(at > 0)) return
  player.addEventListener(
    'can-play',
    () => {
      if (Math.abs(player.currentTime - at) > 0.5) player.currentTime = at
    },
    { once: true },
  )
}

/** What is played is told to the server, and where one is to this browser. */
function keepCount(player: MediaPlayerElement, film: Film): void {
  const beats = new Beats((beat) => sendBeat(film.beats, beat, film.signedIn))
  let kept = 0
  const keep = () => {
    if (player.state.started) keepPlace(film, player.state.ended ? 0 : player.currentTime)
  }
  player.addEventListener('time-update', () => {
    const { paused, seeking, playbackRate } = player.state
    if (paused || seeking) return
    beats.played(player.currentTime, playbackRate)
    if (Math.abs(player.currentTime - kept) >= 5) {
      kept = player.currentTime
      keep()
    }
  })
  const stop = () => {
    beats.flush()
    keep()
  }
  for (const event of ['pause', 'seeking', 'ended', 'destroy']) player.addEventListener(event, stop)
  // The last thing that every browser tells of a page, on a phone too; and what was not seen ends where it is seen again.
  document.addEventListener('visibilitychange', stop)
  window.addEventListener('pagehide', stop)
}

function hearTrouble(
  player: MediaPlayerElement,
  tell: (status: number | undefined, code: number | undefined) => void,
): void {
  let status: number | undefined
  player.addEventListener('hls-error', (event) => {
    status = event.detail.response?.code ?? status
  })
  player.addEventListener('error', (event) => {
    tell(status === 0 ? undefined : status, event.detail.code)
  })
}
