import { expect, it } from 'vitest'
import { Doing } from '../scripts/chapters/doing'
import { Chapters } from '../scripts/chapters/model'

function at(now: number) {
  const chapters = new Chapters()
  chapters.load(
    [0, 10_000].map((start) => ({
      id: null,
      start,
      title: `At ${start}`,
      description: null,
      ai: false,
      confidence: null,
    })),
    40_000,
  )
  const nothing = () => undefined
  const doing = new Doing(chapters, { now, seek: nothing, playFrom: nothing, toggle: nothing }, () => [])
  const told: string[] = []
  return { chapters, act: (act: 'split' | 'here') => (doing.act(act, (it) => told.push(it)), told.at(-1)) }
}

const starts = ({ list }: Chapters) => list.map(({ start }) => start)

it('chapters are split where the film is, to a hundredth of a second', () => {
  const { chapters, act } = at(30_001)
  expect(act('split')).toBe('Split at 0:30.')
  expect(starts(chapters)).toEqual([0, 10_000, 30_000])
})

it('chapters begin where the film is, to a hundredth of a second', () => {
  const { chapters, act } = at(12_346)
  expect(act('here')).toBe('“At 10000” begins at 0:12.35 now.')
  expect(starts(chapters)).toEqual([0, 12_350])
})
