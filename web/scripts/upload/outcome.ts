import { twinOf, video, type Video } from './server'

const longest = 20_000

/** What becomes of a film whose bytes have all arrived: null once it can be watched, else why not. Asked less and less often. */
export async function outcome(id: string, isWanted: () => boolean): Promise<string | null | undefined> {
  for (let wait = 1000; isWanted(); wait = Math.min(longest, wait * 1.3)) {
    await new Promise((done) => setTimeout(done, wait))
    if (document.visibilityState === 'hidden') continue
    try {
      const now = (await video(id)).video
      if (now.status === 'error') return now.errorMessage ?? 'It could not be read.'
      if (now.watchable) return null
    } catch {
      // Asked again; the film itself is safe.
    }
  }
  return undefined
}

/** The same film, where it is there already. Nobody waits for ever for one that is never read through. */
export async function twin(id: string, isWanted: () => boolean): Promise<Video | null> {
  for (let wait = 1000, tries = 0; tries < 60 && isWanted(); wait = Math.min(longest, wait * 1.3), tries++) {
    await new Promise((done) => setTimeout(done, wait))
    try {
      const found = await twinOf(id)
      if (found !== undefined) return found
    } catch {
      // Asked again; it is a hint and no more.
    }
  }
  return null
}
