import type { MediaPlayerElement } from 'vidstack/elements'
import { freshFilm, type Film } from './player/film'
import { toast } from './toasts'

/** A film that gets ready while one watches gains what only a whole one has; of the rest of its page one is told. */
export function gainWhatIsWhole(): void {
  document.addEventListener('refreshed', (event) => {
    if (event.target instanceof HTMLElement) void gain(event.target)
  })
}

async function gain(stage: HTMLElement): Promise<void> {
  const whole = stage.querySelector<HTMLElement>('[data-whole]')
  const place = stage.querySelector<HTMLElement>('[data-film]')
  if (!whole || !place || stage.hasAttribute('data-gained')) return
  stage.setAttribute('data-gained', '')
  const film = await freshFilm(JSON.parse(place.dataset['film'] ?? '') as Film)
  if (!film) return stage.removeAttribute('data-gained')
  const player = place.querySelector('media-player')
  if (player) show(player, film)
  const missing = missed(film, whole)
  if (missing.length > 0)
    toast(`All of the video is there now. Reload the page for ${missing.join(' and ')}.`)
}

function show(player: MediaPlayerElement, film: Film): void {
  const layout = player.querySelector('media-video-layout')
  if (layout && film.storyboard) layout.thumbnails ??= new URL(film.storyboard, location.href).href
  if (film.chapters.length === 0 || player.textTracks.getByKind('chapters').length > 0) return
  player.textTracks.add({
    kind: 'chapters',
    language: 'en',
    label: 'Chapters',
    type: 'json',
    default: true,
    content: {
      cues: film.chapters.map(({ title, start, end }) => ({ startTime: start, endTime: end, text: title })),
    },
  })
}

/** What a page would have that came now. */
function missed(film: Film, whole: HTMLElement): string[] {
  const page = document.querySelector('[data-watch]')
  const missing: string[] = []
  if (!page) return missing
  const shown = film.storyboard ? '[data-chapter] img' : '[data-chapter]'
  if (film.chapters.length > 0 && !page.querySelector(shown)) missing.push('its chapters')
  if ('download' in whole.dataset && !page.querySelector('a[download]')) missing.push('its download')
  return missing
}
