import { toHundredth } from '../chapters/clock'

/** One caption; times in milliseconds. */
export interface Cue {
  readonly id: number
  readonly start: number
  readonly end: number
  readonly settings: string
  readonly text: string
}

export type NewCue = Omit<Cue, 'id'>

const usualLength = 2000
const shortest = 100
const mostSteps = 200

/** The captions somebody works on, each change of which can be taken back. */
export class Cues {
  #list: readonly Cue[] = []
  #past: (readonly Cue[])[] = []
  #future: (readonly Cue[])[] = []
  #saved = this.#list
  #names = 0
  /** What was changed last: while one writes on in the same field it stays one step. */
  #lately = ''

  get list(): readonly Cue[] {
    return this.#list
  }

  get isChanged(): boolean {
    return this.#list !== this.#saved
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  load(cues: readonly NewCue[]): void {
    this.#list = cues.map((cue) => ({ ...cue, id: this.#names++ }))
    this.#saved = this.#list
    this.#past = []
    this.#future = []
    this.#lately = ''
  }

  /**
   * @param list what was sent: meanwhile somebody may have written on
   * @returns how many empty ones were left out of it, which go; undo brings them back
   */
  saved(list: readonly Cue[]): number {
    const isSame = this.#list === list
    const empty = new Set(list.filter(isEmpty))
    const rest = this.#list.filter((cue) => !empty.has(cue))
    const gone = this.#list.length - rest.length
    if (gone > 0) this.#set('', rest)
    this.#saved = isSame ? this.#list : list
    this.#lately = ''
    return gone
  }

  /** Others in place of these, as a step. */
  replace(cues: readonly NewCue[]): void {
    this.#set(
      '',
      cues.map((cue) => ({ ...cue, id: this.#names++ })),
    )
  }

  /** These in place of mine are what is saved; undo brings mine back. */
  take(cues: readonly NewCue[]): void {
    this.replace(cues)
    this.#saved = this.#list
  }

  at(id: number | undefined): number {
    return this.#list.findIndex((cue) => cue.id === id)
  }

  write(id: number, text: string): void {
    if (this.#list[this.at(id)]?.text !== text) this.#set(`text ${id}`, this.#with(id, { text }))
  }

  /** All texts at once, as a step. */
  rewrite(by: (text: string) => string): void {
    const list = this.#list.map((cue) => {
      const text = by(cue.text)
      return text === cue.text ? cue : { ...cue, text }
    })
    if (list.some((cue, at) => cue !== this.#list[at])) this.#set('', list)
  }

  /** As long as one writes on in the same field it is one step, and all stay where they are until it is settled. */
  time(id: number, times: { start: number } | { end: number }): void {
    const cue = this.#list[this.at(id)]
    if (!cue) return
    const { start, end } = { ...cue, ...times }
    if (start === cue.start && end === cue.end) return
    this.#set(`${Object.keys(times)[0]} ${id}`, this.#with(id, times))
  }

  /**
   * A begin that is written behind its end takes the end along, as a part of the same step: it is shown for as long as before.
   * Answers whether it was so.
   */
  carry(id: number | undefined): boolean {
    const cue = this.#list[this.at(id)]
    const before = this.#past.at(-1)?.find((each) => each.id === id)
    if (this.#lately !== `start ${id}` || !cue || !before || cue.end > cue.start) return false
    const length = before.end - before.start
    if (length <= 0) return false
    this.#list = this.#with(cue.id, { end: cue.start + length })
    return true
  }

  /** Whatever comes next is another step; all stand in the order in which they begin. */
  settle(): void {
    this.#lately = ''
    const sorted = ordered(this.#list)
    if (sorted.some((cue, at) => cue !== this.#list[at])) this.#list = sorted
  }

  /** Behind the one that is named, or at that moment where there is none; answers its name. */
  add(after: number | undefined, moment: number): number {
    const before = this.#list[this.at(after)]
    const now = toHundredth(moment)
    const start = before ? Math.max(before.end, now > before.start ? now : 0) : now
    const next = this.#list.find((cue) => cue.start >= start && cue !== before)
    const room = next ? next.start - start : usualLength
    const cue = {
      id: this.#names++,
      start,
      end: start + Math.max(shortest, Math.min(usualLength, room)),
      settings: '',
      text: '',
    }
    this.#set('', ordered([...this.#list, cue]))
    return cue.id
  }

  remove(id: number): number | undefined {
    const at = this.at(id)
    if (at < 0) return undefined
    this.#set('', this.#list.toSpliced(at, 1))
    return this.#list[Math.min(at, this.#list.length - 1)]?.id
  }

  /** Where the cursor stands; in time where the video is, if it is within, else by how much was written. */
  split(id: number, letter: number, moment: number): number | undefined {
    const at = this.at(id)
    const cue = this.#list[at]
    if (!cue || cue.end - cue.start < 2 * shortest) return undefined
    const isAtAnEdge = cue.text.slice(0, letter).trim() === '' || cue.text.slice(letter).trim() === ''
    const share = isAtAnEdge ? 0.5 : letter / cue.text.length
    const byText = cue.start + (cue.end - cue.start) * share
    const isWithin = moment > cue.start + shortest && moment < cue.end - shortest
    const middle = Math.min(
      cue.end - shortest,
      Math.max(cue.start + shortest, toHundredth(isWithin ? moment : byText)),
    )
    const second = {
      ...cue,
      id: this.#names++,
      start: middle,
      text: cue.text.slice(letter).trim(),
    }
    this.#set(
      '',
      this.#list.toSpliced(at, 1, { ...cue, end: middle, text: cue.text.slice(0, letter).trim() }, second),
    )
    return second.id
  }

  join(id: number): void {
    const at = this.at(id)
    const cue = this.#list[at]
    const next = this.#list[at + 1]
    if (!cue || !next) return
    const text = [cue.text, next.text].filter((each) => each.trim() !== '').join('\n')
    this.#set('', this.#list.toSpliced(at, 2, { ...cue, end: Math.max(cue.end, next.end), text }))
  }

  /** Answers false where one would begin before the video does. */
  shift(milliseconds: number, from: number | undefined): boolean {
    const first = from === undefined ? 0 : Math.max(0, this.at(from))
    const moved = this.#list.map((cue, at) =>
      at < first ? cue : { ...cue, start: cue.start + milliseconds, end: cue.end + milliseconds },
    )
    if (moved.some((cue) => cue.start < 0)) return false
    this.#set('', ordered(moved))
    return true
  }

  /** As if what is being written had never begun. */
  cancel(): void {
    if (this.#lately === '') return
    this.#list = this.#past.pop() ?? this.#list
    this.#lately = ''
  }

  undo(): void {
    const before = this.#past.pop()
    if (!before) return
    this.#future.push(this.#list)
    this.#list = before
    this.#lately = ''
  }

  redo(): void {
    const after = this.#future.pop()
    if (!after) return
    this.#past.push(this.#list)
    this.#list = after
    this.#lately = ''
  }

  #with(id: number, change: Partial<Cue>): Cue[] {
    return this.#list.map((cue) => (cue.id === id ? { ...cue, ...change } : cue))
  }

  #set(what: string, list: readonly Cue[]): void {
    if (what === '' || what !== this.#lately) {
      this.#past.push(this.#list)
      if (this.#past.length > mostSteps) this.#past.shift()
    }
    this.#lately = what
    this.#future = []
    this.#list = list
  }
}

/** Nothing of it could be read. */
export function isEmpty({ text }: NewCue): boolean {
  return text.replace(/<[^<>]*>/g, '').trim() === ''
}

/** How many of either are not in the other as they are. */
export function differing(mine: readonly NewCue[], theirs: readonly NewCue[]): number {
  const said = ({ start, end, settings, text }: NewCue) => JSON.stringify([start, end, settings, text])
  const there = new Map<string, number>()
  for (const cue of theirs) there.set(said(cue), (there.get(said(cue)) ?? 0) + 1)
  let same = 0
  for (const cue of mine) {
    const left = there.get(said(cue)) ?? 0
    if (left === 0) continue
    there.set(said(cue), left - 1)
    same++
  }
  return Math.max(mine.length, theirs.length) - same
}

/** By the time they begin; those that begin together stay as they were. */
function ordered(cues: readonly Cue[]): readonly Cue[] {
  return [...cues].sort((one, other) => one.start - other.start || one.end - other.end)
}
