import { firstTitle, mostChapters, shortest, tidyTitle } from './chapter'
import { sayLength, sayShort } from './clock'

export interface Line {
  readonly start: number
  readonly title: string
}

export interface Fault {
  readonly line: number
  readonly sentence: string
}

export interface Read {
  readonly chapters: readonly Line[]
  /** Whether one was put before the first of the list, which begins later than the film. */
  readonly isOpened: boolean
  readonly faults: readonly Fault[]
}

const clock = String.raw`(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?(?![\d:])`
const between = String.raw`[\s\-–—|:.·>]*`
const first = new RegExp(String.raw`^[\s>*•\-–—]*(?:\d+[.)]\s+)?[[(]?${clock}[\])]?${between}(.*)$`)
const last = new RegExp(String.raw`^[\s>*•\-–—]*(?:\d+[.)]\s+)?(.*?)${between}[[(]?${clock}[\])]?\s*$`)

/** A list as people write it below videos: a time, and what begins there. What cannot be used is told by its line. */
export function readList(text: string, duration: number): Read {
  const chapters: Line[] = []
  const faults: Fault[] = []
  const timed: { line: number; read: Line }[] = []
  text.split(/\r\n|\r|\n/).forEach((text, at) => {
    const read = readLine(text)
    if (read) timed.push({ line: at + 1, read })
    else if (text.trim() !== '') faults.push({ line: at + 1, sentence: timeless(text) })
  })
  // In whichever order they were written, they follow one another in the film.
  for (const { line, read } of timed.sort((one, other) => one.read.start - other.read.start)) {
    const sentence = faultOf(read, chapters.at(-1), duration)
    if (sentence === undefined) chapters.push(read)
    else faults.push({ line, sentence })
  }
  faults.sort((one, other) => one.line - other.line)
  const opening = chapters[0]
  if (!opening || opening.start === 0) return { chapters, faults, isOpened: false }
  // Closer to the beginning than a chapter is long: that is where it was meant.
  if (opening.start < shortest)
    return { chapters: [{ ...opening, start: 0 }, ...chapters.slice(1)], faults, isOpened: false }
  return { chapters: [{ start: 0, title: firstTitle }, ...chapters], faults, isOpened: true }
}

function timeless(text: string): string {
  const like = /\d{1,3}(?::\d{1,3}){1,2}/.exec(text)
  return like ? `“${like[0]}” is no time: a minute has sixty seconds.` : 'It has no time, such as 1:02.'
}

function readLine(line: string): Line | undefined {
  const front = first.exec(line)
  if (front) return lineOf(front.slice(1, 5), front[5] ?? '')
  const back = last.exec(line)
  return back ? lineOf(back.slice(2, 6), back[1] ?? '') : undefined
}

function lineOf(
  [hours, minutes = '0', seconds = '0', fraction = '0']: (string | undefined)[],
  title: string,
) {
  if (hours !== undefined && Number(minutes) > 59) return undefined
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  return { start: whole * 1000 + Number(fraction.padEnd(3, '0')), title: tidyTitle(title) }
}

function faultOf({ start, title }: Line, before: Line | undefined, duration: number): string | undefined {
  if (title === '') return 'It has a time but no title.'
  if (before && start - before.start < shortest)
    return `It begins less than a second after another, at ${sayShort(start)}.`
  if (duration - start < shortest)
    return `It begins at ${sayLength(start)}; the video ends at ${sayLength(duration)}.`
  return undefined
}

/** As it is pasted below a video elsewhere: whole seconds, the first at 0:00. */
export function writeList(chapters: readonly Line[]): string {
  return chapters
    .map(({ start, title }) => `${sayLength(Math.floor(start / 1000) * 1000)} ${title}\n`)
    .join('')
}

export function isTooLong(chapters: readonly Line[]): boolean {
  return chapters.length > mostChapters
}

/** Whether a text looks like such a list at all. */
export function isList(text: string): boolean {
  return text.split(/\r\n|\r|\n/).filter((line) => first.test(line)).length >= 2
}
