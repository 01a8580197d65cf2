import type { Cue } from './cues'

export type Side = 'start' | 'end'

/** Where a caption begins, or where it ends. */
export interface Edge {
  readonly id: number
  readonly side: Side
}

/** As short as a caption can be drawn. */
export const shortest = 100

/** One number for both ends of all captions. */
export function keyOf({ id, side }: Edge): number {
  return 2 * id + (side === 'start' ? 0 : 1)
}

export function edgeOf(key: number): Edge {
  return { id: key >> 1, side: key % 2 === 0 ? 'start' : 'end' }
}

export function timeOf(cue: Cue, side: Side): number {
  return side === 'start' ? cue.start : cue.end
}

/** From when to when an edge may lie: not over a neighbour that it is not over already, and never before the one before. */
export function room(
  list: readonly Cue[],
  at: number,
  side: Side,
  duration: number,
): readonly [number, number] {
  const cue = list[at]
  if (!cue) return [0, 0]
  const [before, next] = [list[at - 1], list[at + 1]]
  if (side === 'start') {
    const from = before ? (before.end <= cue.start ? before.end : before.start) : 0
    return [Math.min(from, cue.start), Math.max(cue.start, cue.end - shortest)]
  }
  const from = cue.start + shortest
  const to = next && next.start >= cue.end ? next.start : Math.max(duration, cue.end)
  return [cue.end > cue.start ? Math.min(cue.end, from) : from, Math.max(to, from)]
}
