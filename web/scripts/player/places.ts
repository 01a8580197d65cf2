import { storage } from './storage'

const key = 'kinora:places'
const most = 100

/** Where this browser stopped in films, for who is not signed in; the oldest is forgotten first. */
type Places = Record<string, { at: number; seen: number }>

function read(): Places {
  try {
    return (JSON.parse(storage.getItem(key) ?? '{}') as Places | null) ?? {}
  } catch {
    return {}
  }
}

export function placeIn(film: string): number {
  return read()[film]?.at ?? 0
}

export function keepPlace(film: string, at: number, now = Date.now()): void {
  const places = read()
  places[film] = { at: Math.round(at), seen: now }
  const kept = Object.entries(places)
    .sort(([, one], [, other]) => other.seen - one.seen)
    .slice(0, most)
  storage.setItem(key, JSON.stringify(Object.fromEntries(kept)))
}

/** Whether it is worth going on from there: not a look, not the end. */
export function worthGoingOn(at: number, duration: number): boolean {
  return at > 5 && (!(duration > 0) || at < duration * 0.95)
}
