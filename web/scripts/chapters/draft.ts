import { storage } from '../player/storage'

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
