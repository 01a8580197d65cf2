import type { Film } from '../chapters/film'
import { write } from '../chapters/pool'
import { lastBefore } from '../player/transcript'
import type { Cue } from './cues'

/** What WebVTT means by signs; all else in brackets is what is said. */
const marks = /<(?:\/?(?:b|c|i|lang|rt|ruby|u|v)(?:[.\s][^<>]*)?|[\d:.]+)>/gi

const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
}

function said(text: string): string {
  return text
    .replace(marks, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp|lrm|rlm);/g, (sign, name: string) => references[name] ?? sign)
}

/** The caption that is said where the film is. */
export class Now {
  #list: readonly Cue[] = []
  #starts: number[] = []

  constructor(
    private readonly film: Pick<Film, 'now'>,
    private readonly place: HTMLElement,
  ) {}

  /** Stands below the film as it is written by now; a film tells where it is as often as it is drawn. */
  of(list: readonly Cue[]): Cue | undefined {
    if (list !== this.#list) {
      this.#list = list
      this.#starts = list.map(({ start }) => start)
    }
    const last = list[lastBefore(this.#starts, this.film.now)]
    const cue = last && this.film.now < last.end ? last : undefined
    write(this.place, cue ? said(cue.text) : '')
    return cue
  }
}
