/** A part of the film; times in milliseconds. Its end is where the next begins. */
export interface Chapter {
  /** Names it while the page is open. */
  readonly key: number
  /** What the server calls it; null for one that it does not know yet. */
  readonly id: string | null
  readonly start: number
  readonly title: string
  readonly description: string | null
  /** Proposed by a machine and taken as it was. */
  readonly ai: boolean
  /** From 0 to 1; of what a machine proposed alone. */
  readonly confidence: number | null
}

/** Where a machine would begin a chapter. */
export interface Proposal {
  readonly start: number
  readonly title: string
  readonly confidence: number
  /** Of one that a language model made, where one took part. */
  readonly byModel?: boolean
}

export const shortest = 1000
export const longestTitle = 255
export const mostChapters = 500
export const newTitle = 'New chapter'
export const firstTitle = 'Beginning'

export function endOf(list: readonly Chapter[], at: number, duration: number): number {
  return list[at + 1]?.start ?? duration
}

/** The chapter that this moment is in, or -1. */
export function indexAt(list: readonly Chapter[], moment: number): number {
  return list.findLastIndex((chapter) => chapter.start <= moment)
}

const unseen = /[ \t\n\v\f\r\p{Cc}\p{Cs}\u2028\u2029\ufeff\u200b\u202a-\u202e\u2060\u2066-\u2069]+/gu

/** On one line, and without what nobody sees, as the server has it. */
export function plain(typed: string): string {
  return typed
    .replace(unseen, ' ')
    .replace(/\p{Z}{2,}/gu, ' ')
    .replace(/^\p{Z}|\p{Z}$/gu, '')
}

/** A title as it is kept: one line, not longer than the server takes. */
export function tidyTitle(title: string): string {
  return [...plain(title)].slice(0, longestTitle).join('')
}

export function isSame(one: readonly Chapter[], other: readonly Chapter[]): boolean {
  return (
    one.length === other.length &&
    one.every((chapter, at) => {
      const twin = other[at]
      return (
        twin?.start === chapter.start &&
        twin.title === chapter.title &&
        twin.description === chapter.description &&
        twin.ai === chapter.ai &&
        twin.confidence === chapter.confidence
      )
    })
  )
}
