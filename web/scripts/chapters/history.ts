const mostSteps = 200

interface Step<T> {
  /** What there is on the other side of it. */
  readonly state: T
  readonly name: string
}

/** States of a thing, each of which can be gone back to. What is done in one go is one step. */
export class History<T> {
  #now: T
  #past: Step<T>[] = []
  #future: Step<T>[] = []
  #lately = ''

  constructor(beginning: T) {
    this.#now = beginning
  }

  get now(): T {
    return this.#now
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** What undo leads through, the oldest first. */
  get past(): readonly T[] {
    return this.#past.map(({ state }) => state)
  }

  begin(state: T): void {
    this.#now = state
    this.#past = []
    this.#future = []
    this.#lately = ''
  }

  /**
   * @param name of the step, as undo tells it
   * @param what names what is done as long as it is done in one go; empty for an act of its own
   */
  set(state: T, name: string, what = ''): void {
    if (state === this.#now) return
    const goesOn = what !== '' && what === this.#lately ? this.#past.pop() : undefined
    this.#past.push({ state: goesOn ? goesOn.state : this.#now, name })
    if (this.#past.length > mostSteps) this.#past.shift()
    this.#lately = what
    this.#future = []
    this.#now = state
  }

  /** The same state, told better; no step. */
  amend(state: T): void {
    this.#now = state
    this.#lately = ''
  }

  /** Whatever comes next is another step. */
  settle(): void {
    this.#lately = ''
  }

  /** As if what is being done had never begun. */
  cancel(): void {
    if (this.#lately === '') return
    this.#now = this.#past.pop()?.state ?? this.#now
    this.#lately = ''
  }

  /** What was taken back, if there was anything. */
  undo(): string | undefined {
    return this.#go(this.#past, this.#future)
  }

  /** What was done once more, if there was anything. */
  redo(): string | undefined {
    return this.#go(this.#future, this.#past)
  }

  #go(from: Step<T>[], to: Step<T>[]): string | undefined {
    const step = from.pop()
    if (!step) return undefined
    to.push({ state: this.#now, name: step.name })
    this.#now = step.state
    this.#lately = ''
    return step.name
  }
}
