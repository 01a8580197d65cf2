import { firstTitle, longestTitle, mostChapters, plain, shortest } from './chapter'
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

const longestLine = 1000
const bullets = String.raw`\s\-–—>*•▶►·`
/** What stands before either, such as a bullet or a number. */
const listed = new RegExp(String.raw`^[${bullets}]*(?:\d{1,3}[.)]\s+)?`)
/** Minutes beside hours are below sixty; alone they may be more. In whichever brackets. */
const time = String.raw`[[({<【]?\s*(?:(\d{1,3}):(?=[0-5]?\d:))?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?\s*[\])}>】]?`
/** Symbols and keycaps such as 1\ufe0f\u20e3 may stand before a time, and a number behind them. */
const marks = String.raw`^(?:\d\ufe0f?\u20e3|[${bullets}\p{So}\ufe0e\ufe0f\u200d\u{1f3fb}-\u{1f3ff}‣⁃∙→»›+~])*(?:\d{1,3}[.)]\s+)?`
const dash = String.raw`\s*[\-‐-―−~〜→]\s*`
const none = String.raw`(?!\d|:\d)`
const between = String.raw`[${bullets}:|]*`
const first = new RegExp(String.raw`${marks}${time}${none}[${bullets}:|.]*(.*)$`, 'u')
const last = new RegExp(String.raw`^(.*?)${between}(?<![\d:.])${time}$`, 'u')
/** From one time to another. */
const firstRange = new RegExp(String.raw`${marks}${time}${dash}${time}${none}[${bullets}:|.]*(.*)$`, 'u')
const lastRange = new RegExp(String.raw`^(.*?)${between}(?<![\d:.])${time}${dash}${time}$`, 'u')
const anywhere = /(?<![\d:.])(?:\d{1,3}:(?=[0-5]?\d:))?\d{1,3}:[0-5]\d(?![\d:])/

/**
 * A list as people write it below videos: a time, and what begins there. What cannot be used is told by its line. The server
 * reads them by the same rules.
 */
export function readList(text: string, duration: number): Read {
  const chapters: Line[] = []
  const faults: Fault[] = []
  const timed: { line: number; read: Line }[] = []
  text.split(/\r\n|\r|\n/).forEach((text, at) => {
    const line = plain(text)
    const read = readLine(line)
    if (read) timed.push({ line: at + 1, read })
    else if (line !== '')
      faults.push({ line: at + 1, sentence: line.length > longestLine ? tooLong : timeless(line) })
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

const tooLong = `A title has ${longestTitle} letters at most.`

function timeless(text: string): string {
  const misplaced = anywhere.exec(text)
  if (misplaced) return `“${misplaced[0]}” stands within the line: begin or end the line with it.`
  const like = /\d{1,3}(?::\d{1,3}){1,2}/.exec(text)
  return like ? `“${like[0]}” is no time: a minute has sixty seconds.` : 'It has no time, such as 1:02.'
}

function readLine(line: string): Line | undefined {
  if (line.length > longestLine) return undefined
  const rest = line.replace(listed, '')
  const front = rangeOf(firstRange.exec(rest), 1) ?? first.exec(rest)
  if (front) return { start: startOf(front.slice(1, 5)), title: front.at(-1) ?? '' }
  const back = rangeOf(lastRange.exec(rest), 2) ?? last.exec(rest)
  return back ? { start: startOf(back.slice(2, 6)), title: back[1] ?? '' } : undefined
}

/** Its end is where the next begins; a time that is not later is none, but part of the title. */
function rangeOf(found: RegExpExecArray | null, at: number): RegExpExecArray | undefined {
  if (!found) return undefined
  return startOf(found.slice(at, at + 4)) < startOf(found.slice(at + 4, at + 8)) ? found : undefined
}

function startOf([hours = '0', minutes = '0', seconds = '0', fraction = '0']: (
  string | undefined
)[]): number {
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return whole * 1000 + Number(fraction.padEnd(3, '0'))
}

function faultOf({ start, title }: Line, before: Line | undefined, duration: number): string | undefined {
  if (title === '') return 'It has a time but no title.'
  if ([...title].length > longestTitle) return tooLong
  if (before && start - before.start < shortest)
    return `It begins less than a second after another, at ${sayShort(start)}.`
  if (start >= duration)
    return `It begins at ${sayShort(start)}; the video ends at ${sayShort(Math.floor(duration / 1000) * 1000)}.`
  if (duration - start < shortest) return 'It begins less than a second before the video ends.'
  return undefined
}

/** As it is pasted below a video elsewhere: whole seconds, the first at 0:00. */
export function writeList(chapters: readonly Line[]): string {
  return chapters.map(({ start, title }) => `${sayLength(start)} ${title}\n`).join('')
}

export function isTooLong(chapters: readonly Line[]): boolean {
  return chapters.length > mostChapters
}

/** Whether a text looks like such a list at all. */
export function isList(text: string): boolean {
  return text.split(/\r\n|\r|\n/).filter((line) => first.test(plain(line).replace(listed, ''))).length >= 2
}
