import { sayShort } from './clock'

export interface Tick {
  readonly at: number
  /** Nothing for one that only stands between two. */
  readonly label: string
}

const steps = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
].concat([900_000, 1_800_000, 3_600_000, 7_200_000, 18_000_000])
const labelRoom = 84
/** So wide is a label at most. */
const labelWidth = 72
const finest = 0.2

/** How many pixels a millisecond of the film takes, and what follows from it. */
export class Scale {
  #zoom = 1

  constructor(
    private duration = 0,
    private view = 0,
  ) {}

  /** 1 is the whole film in the window. */
  get zoom(): number {
    return this.#zoom
  }

  get most(): number {
    return Math.max(1, (finest * this.duration) / Math.max(1, this.view))
  }

  get width(): number {
    return this.view * this.#zoom
  }

  get perMillisecond(): number {
    return this.duration > 0 ? this.width / this.duration : 0
  }

  fit(duration: number, view: number): void {
    this.duration = duration
    this.view = view
    this.#zoom = Math.min(this.#zoom, this.most)
  }

  zoomTo(zoom: number): void {
    this.#zoom = Math.min(this.most, Math.max(1, zoom))
  }

  x(moment: number): number {
    return moment * this.perMillisecond
  }

  moment(x: number): number {
    if (this.perMillisecond === 0) return 0
    return Math.min(this.duration, Math.max(0, x / this.perMillisecond))
  }

  /** How far so many pixels reach. */
  reach(pixels: number): number {
    return this.perMillisecond === 0 ? 0 : pixels / this.perMillisecond
  }

  ticks(from: number, to: number): Tick[] {
    const step = steps.find((each) => this.x(each) >= labelRoom) ?? steps.at(-1) ?? 1000
    const small = step / (step % 3 === 0 && step % 4 !== 0 ? 3 : step % 4 === 0 ? 4 : 5)
    const ticks: Tick[] = []
    if (this.perMillisecond === 0) return ticks
    for (let at = Math.floor(from / step) * step; at <= Math.min(to, this.duration); at += small) {
      const rounded = Math.round(at)
      if (rounded < 0) continue
      // At the end of the film there is no room for it.
      const isSaid = rounded % step === 0 && this.x(this.duration - rounded) >= labelWidth
      ticks.push({ at: rounded, label: isSaid ? sayShort(rounded) : '' })
    }
    return ticks
  }
}
