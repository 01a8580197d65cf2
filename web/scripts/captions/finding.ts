import type { Cues } from './cues'

/** What is looked for; marks of a text, such as <i>, are none of its words. */
export interface Wanted {
  readonly words: string
  readonly isCaseHeeded: boolean
}

const marks = /(<[^<>]*>)/

export function occurrences(text: string, wanted: Wanted): number {
  const pattern = patternOf(wanted)
  if (!pattern) return 0
  return text
    .split(marks)
    .reduce((sum, part) => sum + (isMark(part) ? 0 : (part.match(pattern)?.length ?? 0)), 0)
}

export function replaced(text: string, wanted: Wanted, by: string): string {
  const pattern = patternOf(wanted)
  if (!pattern) return text
  return text
    .split(marks)
    .map((part) => (isMark(part) ? part : part.replace(pattern, () => by)))
    .join('')
}

function isMark(part: string): boolean {
  return part.startsWith('<') && part.endsWith('>')
}

function patternOf({ words, isCaseHeeded }: Wanted): RegExp | undefined {
  if (words === '') return undefined
  return new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), isCaseHeeded ? 'gu' : 'giu')
}

/** The dialog that finds words in all captions and puts others in their place. */
export class Finding {
  readonly #words: HTMLInputElement
  readonly #by: HTMLInputElement
  readonly #case: HTMLInputElement

  /** @param done what was replaced, and how often */
  constructor(
    private readonly dialog: HTMLElement,
    private readonly cues: Cues,
    private readonly done: (sentence: string) => void,
  ) {
    this.#words = this.#input('#cue-find')
    this.#by = this.#input('#cue-by')
    this.#case = this.#input('#cue-case')
    dialog.addEventListener('input', () => this.#count())
    // What is in the captions may be other than when it was open last.
    dialog.addEventListener('focusin', () => this.#count())
    dialog.addEventListener('submit', () => this.#replace())
  }

  get #wanted(): Wanted {
    return { words: this.#words.value, isCaseHeeded: this.#case.checked }
  }

  #count(): void {
    const found = this.cues.list.filter(({ text }) => occurrences(text, this.#wanted) > 0)
    const times = found.reduce((sum, { text }) => sum + occurrences(text, this.#wanted), 0)
    const place = this.dialog.querySelector('[data-found]')
    if (place) place.textContent = this.#words.value === '' ? '' : sayFound(times, found.length)
    this.dialog.querySelector<HTMLButtonElement>('[type=submit]')!.disabled = times === 0
  }

  #replace(): void {
    const times = this.cues.list.reduce((sum, { text }) => sum + occurrences(text, this.#wanted), 0)
    this.cues.rewrite((text) => replaced(text, this.#wanted, this.#by.value))
    this.done(times === 1 ? 'Replaced once.' : `Replaced ${times} times.`)
  }

  #input(selector: string): HTMLInputElement {
    return this.dialog.querySelector<HTMLInputElement>(selector)!
  }
}

function sayFound(times: number, captions: number): string {
  if (times === 0) return 'Not found.'
  return `Found ${times === 1 ? 'once' : `${times} times`} in ${captions === 1 ? '1 caption' : `${captions} captions`}.`
}
