import { describe, expect, it } from 'vitest'
import { merge } from '../scripts/chapters/merging'
import type { NewChapter } from '../scripts/chapters/model'

const chapter = (id: string | null, start: number, title: string): NewChapter => ({
  id,
  start: start * 1000,
  title,
  description: null,
  ai: false,
  confidence: null,
})
const machine = (id: string, start: number, title: string) => ({
  ...chapter(id, start, title),
  ai: true,
  confidence: 0.8,
})

const base = [chapter('a', 0, 'One'), chapter('b', 30, 'Two'), chapter('c', 60, 'Three')]
const [one, two, three] = base as [NewChapter, NewChapter, NewChapter]

function merged(mine: readonly NewChapter[], theirs: readonly NewChapter[]) {
  const { chapters, lost } = merge(base, mine, theirs)
  return [chapters.map(({ start, title }) => `${start / 1000} ${title}`), [...lost]]
}

describe('changes of two', () => {
  it('are both kept where they do not collide', () => {
    const mine = [{ ...one, title: 'Uno' }, { ...two, start: 35_000 }, three, chapter(null, 80, 'Mine')]
    const theirs = [one, { ...two, title: 'Due' }, chapter('d', 45, 'Theirs')]
    expect(merged(mine, theirs)).toEqual([['0 Uno', '35 Due', '45 Theirs', '80 Mine'], []])
  })

  it('are mine where both changed the same, and it is told what is lost', () => {
    const mine = [one, { ...two, title: 'Mine', start: 31_000 }, three]
    const theirs = [one, { ...two, title: 'Theirs', start: 32_000 }, { ...three, title: 'Tre' }]
    expect(merged(mine, theirs)).toEqual([
      ['0 One', '31 Mine', '60 Tre'],
      ['“Two” is called “Theirs”.', '“Two” begins at 0:32 instead of 0:30.'],
    ])
  })

  it('stay mine where one was removed and changed by the other', () => {
    const renamed = [one, { ...two, title: 'Other' }, three]
    expect(merged([one, three], renamed)).toEqual([['0 One', '60 Three'], ['“Two” is called “Other”.']])
    expect(merged(renamed, [one, three])).toEqual([
      ['0 One', '30 Other', '60 Three'],
      ['“Two” at 0:30 is gone.'],
    ])
  })

  it('never leave two that are too near to one another', () => {
    const near = [one, two, chapter('d', 45.5, 'Theirs'), three]
    expect(merged([one, two, chapter(null, 45, 'Mine'), three], near)).toEqual([
      ['0 One', '30 Two', '45 Mine', '60 Three'],
      ['“Theirs” is new at 0:45.5.'],
    ])
    const moved = [one, { ...two, start: 45_500 }, three]
    expect(merged([one, two, chapter(null, 45, 'Mine'), three], moved)).toEqual([
      ['0 One', '30 Two', '45 Mine', '60 Three'],
      ['“Two” begins at 0:45.5 instead of 0:30.'],
    ])
  })

  it('begin with the film whoever removed its first', () => {
    const without = [{ ...two, start: 0 }, three]
    expect(merged(without, [{ ...one, title: 'Uno' }, two, three])[0]).toEqual(['0 Two', '60 Three'])
    expect(merged([{ ...one, title: 'Uno' }, two, three], without)[0]).toEqual([
      '0 Uno',
      '30 Two',
      '60 Three',
    ])
  })

  it('leave to a machine only what nobody changed', () => {
    const made = [chapter('a', 0, 'One'), machine('b', 30, 'Two')]
    const [first, second] = made as [NewChapter, NewChapter]
    const theirs = [first, { ...second, start: 33_000, ai: false, confidence: null }]
    expect(merge(made, [{ ...first, title: 'Uno' }, second], theirs).chapters[1]).toEqual(theirs[1])
    expect(merge(made, [{ ...first, title: 'Uno' }, second], made).chapters[1]).toEqual(second)
  })
})
