import type { TextTrackInit } from 'vidstack'
import { parseMoment } from './moments'

/** What the server says of a film to its player. */
export interface Film {
  id: string
  uid: string
  title: string
  language: string | null
  hls: string
  dash: string
  poster: string | null
  storyboard: string | null
  chapters: { title: string; start: number; end: number }[]
  captions: { src: string; language: string; label: string; shown: boolean }[]
  /** Of all of it, also while it grows; null while nobody knows. */
  duration: number | null
  position: number
  signedIn: boolean
  beats: string
  page: string
}

/** How one wants to see it, from the address of the page. */
export interface Wishes {
  at: number | undefined
  loop: boolean
  dash: boolean
  autoplay: boolean
  muted: boolean
}

export function wishesOf(query: URLSearchParams): Wishes {
  const asked = (name: string) => query.has(name) && query.get(name) !== '0'
  return {
    at: parseMoment(query.get('t')),
    loop: asked('loop'),
    dash: asked('dash'),
    autoplay: asked('autoplay'),
    muted: asked('muted'),
  }
}

/** Whether this page may have lain in the browser for long: what it says of the film was so when it came. */
export function isOfAnotherTime(page: Document = document): boolean {
  const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return how?.type === 'back_forward' || ('wasDiscarded' in page && page.wasDiscarded === true)
}

/** Those in a language of whoever watches, then those in that of the film. */
export function likeliestFirst(film: Film, languages: readonly string[]): Film['captions'] {
  const main = (tag: string) => tag.toLowerCase().split('-')[0]
  const wanted = [...languages, ...(film.language ? [film.language] : [])].map(main)
  const place = (language: string) => {
    const found = wanted.indexOf(main(language))
    return found < 0 ? wanted.length : found
  }
  return [...film.captions].sort((one, other) => place(one.language) - place(other.language))
}

/** As the player takes it. */
export function chapterTrack({ chapters }: Film): TextTrackInit {
  return {
    kind: 'chapters',
    language: 'en',
    label: 'Chapters',
    type: 'json',
    default: true,
    content: {
      cues: chapters.map(({ title, start, end }) => ({ startTime: start, endTime: end, text: title })),
    },
  }
}

/** With addresses of now, as those of a film that is not open are good for some hours; nothing where there are none. */
export async function freshFilm({ uid }: Film): Promise<Film | undefined> {
  try {
    const answer = await fetch(`/watch/${uid}/now`, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return undefined
    const page = document.createElement('template')
    page.innerHTML = await answer.text()
    const film = page.content.querySelector<HTMLElement>('[data-film]')?.dataset['film']
    return film ? (JSON.parse(film) as Film) : undefined
  } catch {
    return undefined
  }
}
