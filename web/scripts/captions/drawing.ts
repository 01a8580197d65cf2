import { toHundredth } from '../chapters/clock'
import type { Drawn } from '../chapters/drag'
import type { Film } from '../chapters/film'
import { snap, type Quiet, type Target } from '../chapters/snap'
import type { Cue, Cues } from './cues'
import { edgeOf, room, timeOf, type Edge, type Side } from './edges'
import type { Seen } from './seen'

/** Edges of captions drawn and nudged: each drag, and each run of keys, is one step that can be taken back. */
export class Drawing {
  /** How long the film is. */
  duration = 0
  quiet: readonly Quiet[] = []
  #under: { readonly edge: Edge; readonly from: number } | undefined

  constructor(
    private readonly cues: Cues,
    private readonly seen: Seen,
    private readonly film: Pick<Film, 'now'>,
  ) {}

  room(at: number, side: Side): readonly [number, number] {
    return room(this.cues.list, at, side, this.duration)
  }

  cueOf({ id }: Edge): Cue | undefined {
    return this.cues.list[this.cues.at(id)]
  }

  begin(): void {
    this.cues.settle()
  }

  /** @returns the caption as it is drawn now */
  draw({ key, moment, free }: Drawn, reach: number): Cue | undefined {
    const edge = edgeOf(key)
    const cue = this.cueOf(edge)
    if (!cue) return undefined
    this.#under ??= { edge, from: timeOf(cue, edge.side) }
    const to = free ? undefined : snap(moment, this.#near(edge, moment, reach), reach)
    this.#move(edge, to?.at ?? Math.round(moment / 10) * 10)
    return this.cueOf(edge)
  }

  /** Answers whether it came to lie elsewhere. */
  nudge(edge: Edge, by: number): boolean {
    const cue = this.cueOf(edge)
    return cue !== undefined && this.#move(edge, timeOf(cue, edge.side) + by)
  }

  /** Answers whether anything was drawn; brought back to where it was, it was not moved. */
  end(): boolean {
    const under = this.#under
    const cue = under && this.cueOf(under.edge)
    if (!under || !cue || timeOf(cue, under.edge.side) === under.from) return this.cancel()
    this.#under = undefined
    this.cues.settle()
    return true
  }

  cancel(): boolean {
    if (!this.#under) return false
    this.#under = undefined
    this.cues.cancel()
    this.seen.show(this.cues.list)
    return true
  }

  /** Its neighbours, where the film is, and where something begins or ends to be heard. */
  *#near({ id, side }: Edge, moment: number, reach: number): Generator<Target> {
    yield { at: toHundredth(this.film.now), kind: 'playhead' }
    for (const { cue } of this.seen.between(moment - reach, moment + reach))
      if (cue.id !== id) for (const at of [cue.start, cue.end]) yield { at, kind: 'line' }
    for (const { from, to } of this.quiet) yield { at: side === 'start' ? to : from, kind: 'pause' }
  }

  #move({ id, side }: Edge, moment: number): boolean {
    const before = this.cues.list
    const [from, to] = this.room(this.cues.at(id), side)
    const time = Math.round(Math.min(to, Math.max(from, moment)))
    this.cues.time(id, side === 'start' ? { start: time } : { end: time })
    this.seen.show(this.cues.list)
    return this.cues.list !== before
  }
}
