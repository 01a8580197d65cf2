import { storage } from './player/storage'

export interface Kept<T> {
  readonly work: T
  /** Of what it was made of. */
  readonly version: string
  readonly at: number
}

/** Work that was not saved, as this browser keeps it: it outlives a reload and a server that is away. */
export class Draft<T> {
  readonly #key: string
  /** What another window keeps is not for this one to drop. */
  #isOurs = false

  /** @param isWork whether what was kept is what this page would keep */
  constructor(
    kind: string,
    address: string,
    private readonly isWork: (work: Partial<T> | null | undefined) => boolean,
  ) {
    this.#key = `kinora:${kind}:${address}`
  }

  read(): Kept<T> | undefined {
    try {
      const kept = JSON.parse(storage.getItem(this.#key) ?? 'null') as Kept<T> | null
      this.#isOurs = kept !== null && this.isWork(kept.work)
      return this.#isOurs ? (kept ?? undefined) : undefined
    } catch {
      return undefined
    }
  }

  write(work: T, version: string, now = Date.now()): void {
    this.#isOurs = true
    storage.setItem(this.#key, JSON.stringify({ work, version, at: now } satisfies Kept<T>))
  }

  drop(): void {
    if (this.#isOurs) storage.removeItem(this.#key)
    this.#isOurs = false
  }
}
