import type { Desk, Proposed } from './desk'

const wait = 150

/** What a machine proposes, as dense as one wants it; each density is asked for once. */
export class Proposals {
  readonly #known = new Map<number, Proposed | undefined>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | undefined
  #wanted = 1
  #now: Proposed | undefined

  constructor(
    private readonly desk: Pick<Desk, 'proposals'>,
    private readonly changed: (failure?: string) => void,
  ) {}

  get now(): Proposed | undefined {
    return this.#now
  }

  /** At once where it is known, else as soon as nobody moves the slider any more. */
  want(density: number): void {
    if (density === this.#wanted && this.#now) return
    this.#wanted = density
    clearTimeout(this.#timer)
    this.#asking?.abort()
    if (this.#known.has(density)) {
      this.#now = this.#known.get(density)
      this.changed()
    } else this.#timer = setTimeout(() => void this.#ask(density), this.#now ? wait : 0)
  }

  /** Others were made. */
  forget(): void {
    this.#known.clear()
    this.#now = undefined
    this.want(this.#wanted)
  }

  async #ask(density: number): Promise<void> {
    const asking = new AbortController()
    this.#asking = asking
    try {
      const proposed = await this.desk.proposals(density, asking.signal)
      if (asking.signal.aborted) return
      this.#known.set(density, proposed)
      this.#now = proposed
      this.changed()
    } catch (failure) {
      if (!asking.signal.aborted) this.changed(failure instanceof Error ? failure.message : String(failure))
    }
  }
}
