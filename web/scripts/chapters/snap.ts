/** What an edge is drawn to; the most telling first. */
export const kinds = ['proposal', 'playhead', 'line', 'pause'] as const

export type Kind = (typeof kinds)[number]

export interface Target {
  readonly at: number
  readonly kind: Kind
}

export interface Segment {
  readonly start: number
  readonly end: number
  readonly text: string
}

const words: Record<Kind, string> = {
  proposal: 'where a chapter is proposed',
  playhead: 'where the video is',
  line: 'where a sentence begins',
  pause: 'in a pause',
}

export function sayKind(kind: Kind): string {
  return words[kind]
}

/** The nearest within reach; of two equally near the more telling. */
export function snap(moment: number, targets: Iterable<Target>, reach: number): Target | undefined {
  let best: Target | undefined
  let least = reach
  for (const target of targets) {
    const far = Math.abs(target.at - moment)
    const tells = best && far === least && kinds.indexOf(target.kind) < kinds.indexOf(best.kind)
    if (far < least || (far === least && !best) || tells) [best, least] = [target, far]
  }
  return best
}

export function lineTargets(segments: readonly Segment[]): Target[] {
  return segments.map(({ start }) => ({ at: start, kind: 'line' }))
}

/** Half a second without a word is a pause. */
export function gapTargets(segments: readonly Segment[]): Target[] {
  return segments.flatMap((segment, at) => {
    const next = segments[at + 1]
    if (!next || next.start - segment.end < 500) return []
    return [{ at: Math.round((segment.end + next.start) / 2), kind: 'pause' as const }]
  })
}

export interface Quiet {
  readonly from: number
  readonly to: number
}

/** What is hardly heard, where the wave is fine enough to tell. */
export function quiets(peaks: readonly number[], duration: number): Quiet[] {
  const step = duration / peaks.length
  if (!(step <= 250)) return []
  const threshold = peaks.reduce((most, each) => Math.max(most, each), 0) * 0.08
  const found: Quiet[] = []
  let from = -1
  for (let at = 0; at <= peaks.length; at++) {
    const quiet = at < peaks.length && (peaks[at] ?? 0) <= threshold
    if (quiet && from < 0) from = at
    if (quiet || from < 0) continue
    if ((at - from) * step >= 400 && from > 0 && at < peaks.length)
      found.push({ from: Math.round(from * step), to: Math.round(at * step) })
    from = -1
  }
  return found
}

export function quietTargets(quiet: readonly Quiet[]): Target[] {
  return quiet.map(({ from, to }) => ({ at: Math.round((from + to) / 2), kind: 'pause' }))
}
