import type { Film } from './film'
import { storage } from './storage'

const key = 'kinora:places'
const most = 100

/** Where this browser stopped in films, for who is not signed in; the oldest is forgotten first. */
type Places = Record<string, { at: number; seen: number }>
type Played = Pick<Film, 'uid' | 'signedIn' | 'position' | 'duration'>

function read(): Places {
  try {
    return (JSON.parse(storage.getItem(key) ?? '{}') as Places | null) ?? {}
  } catch {
    return {}
  }
}

/** Where to begin: where one stopped, unless that was a look or the end of the film as it is now. */
export function placeIn(film: Played): number {
  return worthwhile(film.signedIn ? film.position : (read()[film.uid]?.at ?? 0), film)
}

/** For who is signed in the server keeps it. */
export function keepPlace(film: Played, at: number, now = Date.now()): void {
  if (film.signedIn) return
  const places = read()
  places[film.uid] = { at: Math.round(worthwhile(at, film)), seen: now }
  const kept = Object.entries(places)
    .sort(([, one], [, other]) => other.seen - one.seen)
    .slice(0, most)
  storage.setItem(key, JSON.stringify(Object.fromEntries(kept)))
}

function worthwhile(at: number, { duration }: Played): number {
  return at > 5 && (duration === null || at < duration * 0.95) ? at : 0
}
