import type { Cue } from './cues'

/** A caption and its place in the list. */
export interface Placed {
  readonly cue: Cue
  readonly at: number
}

/** Captions by time: those of a stretch of the film are found without looking at all of them. */
export class Seen {
  #list: readonly Cue[] = []
  #placed: readonly Placed[] = []
  /** Until when those up to a place are shown at the latest. */
  #latest: readonly number[] = []

  get end(): number {
    return this.#latest.at(-1) ?? 0
  }

  show(list: readonly Cue[]): void {
    if (list === this.#list) return
    this.#list = list
    // While a time is written one may stand out of the order in which they begin.
    this.#placed = list
      .map((cue, at) => ({ cue, at }))
      .sort((one, other) => one.cue.start - other.cue.start || one.at - other.at)
    let latest = 0
    this.#latest = this.#placed.map(({ cue }) => (latest = Math.max(latest, cue.start, cue.end)))
  }

  /** Those of which anything is between the two moments, by the time they begin. */
  between(from: number, to: number): readonly Placed[] {
    const found: Placed[] = []
    for (let place = this.#first(from); place < this.#placed.length; place++) {
      const placed = this.#placed[place]!
      if (placed.cue.start > to) break
      if (Math.max(placed.cue.start, placed.cue.end) >= from) found.push(placed)
    }
    return found
  }

  #first(from: number): number {
    let [low, high] = [0, this.#latest.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#latest[middle]! < from) low = middle + 1
      else high = middle
    }
    return low
  }
}
