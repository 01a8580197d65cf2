const mostSteps = 200

/** States of a thing, each of which can be gone back to. What is done in one go is one step. */
export class History<T> {
  #now: T
  #past: T[] = []
  #future: T[] = []
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

  begin(state: T): void {
    this.#now = state
    this.#past = []
    this.#future = []
    this.#lately = ''
  }

  /** @param what names what is done as long as it is done in one go; empty for an act of its own */
  set(state: T, what = ''): void {
    if (state === this.#now) return
    if (what === '' || what !== this.#lately) {
      this.#past.push(this.#now)
      if (this.#past.length > mostSteps) this.#past.shift()
    }
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
    this.#now = this.#past.pop() ?? this.#now
    this.#lately = ''
  }

  undo(): void {
    const before = this.#past.pop()
    if (before === undefined) return
    this.#future.push(this.#now)
    this.#now = before
    this.#lately = ''
  }

  redo(): void {
    const after = this.#future.pop()
    if (after === undefined) return
    this.#past.push(this.#now)
    this.#now = after
    this.#lately = ''
  }
}
