import type { Desk } from './desk'
import type { Film } from './film'
import { gapTargets, lineTargets, quiets, quietTargets, type Segment, type Target } from './snap'
import { fetchStoryboard, type Tile } from './storyboard'

/** What of a film helps to find where something begins: its small pictures, its words, how loud it is. */
export interface Sights {
  readonly tiles: readonly Tile[]
  readonly segments: readonly Segment[]
  readonly peaks: readonly number[]
}

export async function sightsOf(
  film: Pick<Film, 'storyboard'>,
  desk: Pick<Desk, 'transcript' | 'peaks'>,
): Promise<Sights> {
  const [tiles, segments, peaks] = await Promise.all([
    fetchStoryboard(film.storyboard),
    desk.transcript(),
    desk.peaks(),
  ])
  return { tiles, segments, peaks }
}

/** What an edge is drawn to of them. */
export function targetsOf({ segments, peaks }: Sights, duration: number): readonly Target[] {
  return [...lineTargets(segments), ...gapTargets(segments), ...quietTargets(quiets(peaks, duration))]
}

/** Told to whoever comes back to a page whose film was made anew meanwhile: the address of each of its pictures is another one. */
export function hearOfAnother(
  film: Pick<Film, 'storyboard'>,
  tiles: () => readonly Tile[],
  another: () => void,
): void {
  document.addEventListener('visibilitychange', async () => {
    const [before] = tiles()
    if (document.hidden || !before) return
    const [now] = await fetchStoryboard(film.storyboard)
    if (now && now.src !== before.src) another()
  })
}
