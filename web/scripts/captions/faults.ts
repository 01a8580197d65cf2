import type { Cue } from './cues'

/** As many as the server takes. */
const mostLetters = 5000

export type Part = 'start' | 'end' | 'text'

/** Why a caption cannot be saved, and where that is to be mended. */
export interface Fault {
  readonly part: Part
  readonly sentence: string
}

/** @param illegible what stands in its fields and is no time */
export function faultsOf(cue: Cue, illegible: Partial<Record<Part, string>>): readonly Fault[] {
  const faults: Fault[] = []
  for (const part of ['start', 'end'] as const) {
    const typed = illegible[part]
    if (typed !== undefined) faults.push({ part, sentence: sayIllegible(typed) })
  }
  if (faults.length === 0 && cue.end <= cue.start)
    faults.push({ part: 'end', sentence: 'It ends before it begins.' })
  if (cue.text.length > mostLetters)
    faults.push({
      part: 'text',
      sentence: `It has ${figure(cue.text.length)} characters; ${figure(mostLetters)} are the most.`,
    })
  return faults
}

function sayIllegible(typed: string): string {
  if (typed.trim() === '') return 'A time is missing. Write it as 0:01:02.500.'
  return `“${typed.trim()}” is no time. Write it as 0:01:02.500.`
}

function figure(number: number): string {
  return number.toLocaleString('en')
}
