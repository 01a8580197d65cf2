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
  /** When what this window wrote or found was kept: what another one has kept since is not for it to drop. */
  #at: number | undefined
  #isKept = true

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
      const found = kept !== null && this.isWork(kept.work) ? kept : undefined
      this.#at = found?.at
      return found
    } catch {
      return undefined
    }
  }

  /** For somebody whose work could not be saved. */
  get told(): string {
    return this.#isKept
      ? 'Your changes are kept in this browser.'
      : 'Leave this window open: this browser cannot keep your changes.'
  }

  /** Where there is no room for it, nothing older stays in its place. */
  write(work: T, version: string, now = Date.now()): void {
    const isKept = storage.setItem(this.#key, JSON.stringify({ work, version, at: now } satisfies Kept<T>))
    if (!isKept) this.drop()
    this.#at = isKept ? now : undefined
    this.#isKept = isKept
  }

  drop(): void {
    if (this.#at !== undefined && this.#atNow() === this.#at) storage.removeItem(this.#key)
    this.#at = undefined
  }

  #atNow(): number | undefined {
    try {
      return (JSON.parse(storage.getItem(this.#key) ?? 'null') as Kept<T> | null)?.at
    } catch {
      return undefined
    }
  }
}
