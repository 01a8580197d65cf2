import { firstTitle, mostChapters, shortest, tidyTitle } from './chapter'
import { sayLength } from './clock'

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
  text.split(/\r\n|\r|\n/).forEach((line, at) => {
    if (line.trim() === '') return
    const read = readLine(line)
    const sentence = read ? faultOf(read, chapters.at(-1), duration) : 'It has no time, such as 1:02.'
    if (sentence !== undefined) faults.push({ line: at + 1, sentence })
    else if (read) chapters.push(read)
  })
  const opening = chapters[0]
  if (!opening || opening.start === 0) return { chapters, faults }
  // Closer to the beginning than a chapter is long: that is where it was meant.
  if (opening.start < shortest) return { chapters: [{ ...opening, start: 0 }, ...chapters.slice(1)], faults }
  return { chapters: [{ start: 0, title: firstTitle }, ...chapters], faults }
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
  if (before && start < before.start) return `It begins before the one above it, at ${sayLength(start)}.`
  if (before && start - before.start < shortest) return 'It begins less than a second after the one above it.'
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
