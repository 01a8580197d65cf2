import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isList, readList, writeList, type Fault, type Line } from '../scripts/chapters/lists'

interface List {
  name: string
  text: string
  duration: number | null
  chapters: Line[]
  faults: Fault[]
}

// The server's tests read them too.
const lists = JSON.parse(
  readFileSync('../src/test/resources/dev/kinora/chaptering/lists.json', 'utf8'),
) as List[]

describe('lists', () => {
  it.each(lists)('are read as the server reads them: $name', ({ text, duration, chapters, faults }) => {
    const read = readList(text, duration ?? Infinity)
    expect(read.chapters).toEqual(chapters)
    expect(read.faults).toEqual(faults)
  })

  it('are told whether a chapter was put before the first', () => {
    expect([readList('0:10 A', 60_000).isOpened, readList('0:00.4 A', 60_000).isOpened]).toEqual([
      true,
      false,
    ])
  })

  it('are written as they are read', () => {
    const text = '0:00 A\n1:05 B 2\n1:02:03 C\n'
    expect(writeList(readList(text, 5_400_000).chapters)).toBe(text)
    expect([isList(text), isList('A line at 10:30, of prose')]).toEqual([true, false])
  })
})
