import { storage } from '../player/storage'
import type { NewChapter } from './model'

export interface Kept {
  readonly chapters: readonly NewChapter[]
  /** Of the chapters that they were made of. */
  readonly version: string
  readonly base: readonly NewChapter[]
  readonly at: number
}

/** How dense the proposals of a film were last looked at in this browser. */
export class Density {
  readonly #key: string

  constructor(address: string) {
    this.#key = `kinora:chapter-density:${address}`
  }

  /** Nothing where it is not one of those that can be chosen. */
  read({ min, max }: HTMLInputElement): number | undefined {
    const density = Number(storage.getItem(this.#key) ?? NaN)
    return density >= Number(min) && density <= Number(max) ? density : undefined
  }

  write(density: number): void {
    storage.setItem(this.#key, String(density))
  }
}

/** Where proposals of a film were turned down in this browser. */
export class Rejections {
  readonly #key: string

  constructor(address: string) {
    this.#key = `kinora:chapter-rejections:${address}`
  }

  read(): readonly number[] {
    try {
      const starts: unknown = JSON.parse(storage.getItem(this.#key) ?? '[]')
      return Array.isArray(starts) ? starts.filter((start) => typeof start === 'number') : []
    } catch {
      return []
    }
  }

  write(starts: readonly number[]): void {
    if (starts.length > 0) storage.setItem(this.#key, JSON.stringify(starts))
    else storage.removeItem(this.#key)
  }
}

/** Work that was not saved, as this browser keeps it: it outlives a reload and a server that is away. */
export class Draft {
  readonly #key: string

  constructor(address: string) {
    this.#key = `kinora:chapters:${address}`
  }

  read(): Kept | undefined {
    try {
      const kept = JSON.parse(storage.getItem(this.#key) ?? 'null') as Kept | null
      return Array.isArray(kept?.chapters) && Array.isArray(kept.base) ? kept : undefined
    } catch {
      return undefined
    }
  }

  write(
    chapters: readonly NewChapter[],
    base: readonly NewChapter[],
    version: string,
    now = Date.now(),
  ): void {
    storage.setItem(this.#key, JSON.stringify({ chapters, base, version, at: now } satisfies Kept))
  }

  drop(): void {
    storage.removeItem(this.#key)
  }
}
