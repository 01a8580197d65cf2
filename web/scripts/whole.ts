import type { MediaPlayerElement } from 'vidstack/elements'
import { chapterTrack, freshFilm, type Film } from './player/film'
import { toast } from './toasts'

/** A film that gets ready while one watches gains what only a whole one has; of the rest of its page one is told. */
export function gainWhatIsWhole(): void {
  // It may have got whole before there was a player.
  for (const each of ['refreshed', 'film-open'])
    document.addEventListener(each, ({ target }) => {
      const stage = target instanceof Element && target.closest<HTMLElement>('[data-refresh]')
      if (stage) void gain(stage)
    })
}

async function gain(stage: HTMLElement): Promise<void> {
  const whole = stage.querySelector<HTMLElement>('[data-whole]')
  const place = stage.querySelector<HTMLElement>('[data-film]')
  if (!whole || !place || stage.hasAttribute('data-gained')) return
  stage.setAttribute('data-gained', '')
  const film = await freshFilm(JSON.parse(place.dataset['film'] ?? '') as Film)
  const player = place.querySelector('media-player')
  if (!film || !player) return stage.removeAttribute('data-gained')
  show(player, film)
  const missing = missed(film, whole)
  if (missing.length > 0)
    toast(`All of the video is there now. Reload the page for ${missing.join(' and ')}.`)
}

function show(player: MediaPlayerElement, film: Film): void {
  const layout = player.querySelector('media-video-layout')
  if (layout && film.storyboard) layout.thumbnails ??= new URL(film.storyboard, location.href).href
  if (film.chapters.length === 0 || player.textTracks.getByKind('chapters').length > 0) return
  player.textTracks.add(chapterTrack(film))
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
