import { describe, expect, it } from 'vitest'
import { chapterAt } from '../scripts/player/chapters'

describe('which chapter plays', () => {
  const starts = [0, 10.5, 30]

  it.each([
    [0, 0],
    [10.4, 0],
    [10.46, 1],
    [10.5, 1],
    [29, 1],
    [1000, 2],
  ])('at %d it is number %d', (second, chapter) => {
    expect(chapterAt(starts, second)).toBe(chapter)
  })

  it('none plays before the first, or where there are none', () => {
    expect(chapterAt([5], 1)).toBe(-1)
    expect(chapterAt([], 1)).toBe(-1)
  })
})
