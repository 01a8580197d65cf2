import { describe, expect, it } from 'vitest'
import { Chapters, type NewChapter } from '../scripts/chapters/model'

const hand = (start: number, title: string): NewChapter => ({
  id: `of ${title}`,
  start: start * 1000,
  title,
  description: null,
  ai: false,
  confidence: null,
})
const machine = (start: number, title: string) => ({ ...hand(start, title), ai: true, confidence: 0.8 })
const proposed = (start: number, title: string, confidence = 0.6) => ({
  start: start * 1000,
  title,
  confidence,
})

function opened(...chapters: NewChapter[]) {
  const it = new Chapters()
  it.load(chapters, 100_000)
  return it
}

const three = () => opened(hand(0, 'One'), machine(30, 'Two'), hand(60, 'Three'))
const said = (it: Chapters) => it.list.map(({ start, title }) => `${start / 1000} ${title}`)
const key = (it: Chapters, at: number) => it.list[at]?.key ?? -1

describe('chapters', () => {
  it('are cut where the video is, and not into less than a second', () => {
    const it = three()

    const made = it.split(45_250)
    expect(said(it)).toEqual(['0 One', '30 Two', '45.25 New chapter', '60 Three'])
    expect(it.at(made)).toBe(2)
    expect([it.split(45_900), it.split(44_500), it.split(99_500)]).toEqual(Array(3).fill(undefined))
    expect(it.list[1]).toMatchObject({ ai: true, confidence: 0.8 })
  })

  it('are begun in a film that has none', () => {
    const it = opened()
    it.split(20_000)
    expect(said(it)).toEqual(['0 Beginning', '20 New chapter'])
    it.undo()
    it.split(400)
    expect(said(it)).toEqual(['0 New chapter'])
  })

  it('are called what is proposed where they are cut', () => {
    const it = three()
    it.split(45_400, [proposed(45, 'Proposed there')])
    expect(said(it)[2]).toBe('45.4 Proposed there')
  })

  it('are merged with the one before, the first with the one behind', () => {
    const it = three()
    expect(it.at(it.merge(key(it, 2)))).toBe(1)
    expect(said(it)).toEqual(['0 One', '30 Two'])
    it.merge(key(it, 0))
    expect(said(it)).toEqual(['0 Two'])
    it.merge(key(it, 0))
    expect(said(it)).toEqual([])
  })

  it('are moved as far as their neighbours let them, and the first not at all', () => {
    const it = three()
    it.move(key(it, 1), 12_345)
    expect(said(it)[1]).toBe('12.345 Two')
    it.move(key(it, 1), 80_000)
    it.move(key(it, 2), 200_000)
    expect(said(it)).toEqual(['0 One', '59 Two', '99 Three'])
    expect(it.move(key(it, 0), 5000)).toBe(false)
  })

  it('that a person changed are no machine’s any more', () => {
    const it = three()
    it.rename(key(it, 1), '  Second \n one ')
    expect(it.list[1]).toMatchObject({ title: 'Second one', ai: false, confidence: null })
    it.undo()
    expect(it.list[1]).toMatchObject({ title: 'Two', ai: true, confidence: 0.8 })
    expect([it.rename(key(it, 1), '  '), it.rename(key(it, 1), 'Two')]).toEqual([false, false])
  })

  it('are no longer than the server takes', () => {
    const it = three()
    it.rename(key(it, 0), '𝄞'.repeat(300))
    expect([...(it.list[0]?.title ?? '')]).toHaveLength(255)
  })
})

describe('undo', () => {
  it('takes back each act, and a drag as one', () => {
    const it = three()
    for (const start of [31, 32, 33]) it.move(key(it, 1), start * 1000, 'drag')
    it.settle()
    it.move(key(it, 1), 34_000, 'drag')
    it.rename(key(it, 0), 'First')

    it.undo()
    it.undo()
    expect(said(it)[1]).toBe('33 Two')
    it.undo()
    expect([said(it)[1], it.canUndo, it.isChanged]).toEqual(['30 Two', false, false])
    it.redo()
    it.redo()
    it.redo()
    expect([said(it)[0], it.canRedo]).toEqual(['0 First', false])
  })

  it('tells what it took back and did again', () => {
    const it = three()
    it.split(45_000)
    for (const start of [31, 32, 33]) it.move(key(it, 1), start * 1000, 'drag')
    it.merge(key(it, 0))
    it.reject(proposed(80, 'Never'))
    expect([it.undo(), it.undo(), it.undo(), it.undo(), it.undo()]).toEqual([
      'proposal “Never” rejected',
      'removal of “One”',
      '“Two” moved to 0:33',
      'split at 0:45',
      undefined,
    ])
    expect([it.redo(), it.redo()]).toEqual(['split at 0:45', '“Two” moved to 0:33'])
  })

  it('forgets a drag that was given up', () => {
    const it = three()
    it.move(key(it, 1), 40_000, 'drag')
    it.cancel()
    expect([said(it)[1], it.canUndo, it.canRedo]).toEqual(['30 Two', false, false])
  })

  it('does not lead behind what was turned down when one left', () => {
    const it = three()
    it.turnDown([20_000])
    it.load(it.saved, 90_000)
    expect(it.wanted([proposed(0, 'A'), proposed(20, 'B')]).map(({ title }) => title)).toEqual(['A'])
    expect([it.rejected, it.canUndo]).toEqual([[20_000], false])
  })

  it('reaches the slider, what was taken and turned down, and what was pasted', () => {
    const it = three()
    const list = [proposed(0, 'A'), proposed(20, 'B'), proposed(70, 'C')]
    it.thicken(1.2)
    it.thicken(1.5)
    it.settle()
    it.reject(list[1]!)
    expect(it.wanted(list).map(({ title }) => title)).toEqual(['A', 'C'])
    it.acceptAll(it.wanted(list))
    it.replace([{ start: 0, title: 'Pasted' }])
    expect(said(it)).toEqual(['0 Pasted'])

    it.undo()
    expect(said(it)).toEqual(['0 A', '70 C'])
    it.undo()
    it.undo()
    expect([it.wanted(list).length, it.density]).toEqual([3, 1.5])
    it.undo()
    expect([it.density, it.canUndo]).toEqual([1, false])
  })
})

describe('proposals', () => {
  it('become chapters one by one, with how sure they are', () => {
    const it = three()
    const at = it.at(it.accept(proposed(45, 'Half way', 0.4)))
    expect(it.list[at]).toMatchObject({ start: 45_000, title: 'Half way', ai: true, confidence: 0.4 })
    it.accept(proposed(60.5, 'Nearly there'))
    expect(said(it)).toEqual(['0 One', '30 Two', '45 Half way', '60.5 Nearly there'])
  })

  it('leave what a machine made before them with the title it has beside them', () => {
    const it = three()
    it.acceptAll([proposed(0, 'Flour, dough'), proposed(36, 'Oven')])
    const more = [proposed(0, 'Workshop'), proposed(6, 'Flour, dough'), proposed(36, 'Oven')]
    it.accept(more[1]!, more)
    expect(said(it)).toEqual(['0 Workshop', '6 Flour, dough', '36 Oven'])
    it.rename(key(it, 2), 'Mine')
    it.accept(proposed(50, 'Late'), [proposed(36, 'Early'), proposed(50, 'Late')])
    expect(said(it).slice(2)).toEqual(['36 Mine', '50 Late'])
  })

  it('that are there already are not proposed again', () => {
    const it = three()
    const list = [proposed(0, 'A'), proposed(30.4, 'B'), proposed(50, 'C')]
    expect(it.open(list).map(({ title }) => title)).toEqual(['C'])
    expect(opened().open(list)).toHaveLength(3)
  })

  it('are not made again of where a chapter was before it was moved', () => {
    const it = three()
    const list = [proposed(30, 'B'), proposed(50, 'C')]
    for (const start of [35, 40, 45]) it.move(key(it, 1), start * 1000, 'drag')
    expect(it.open(list).map(({ title }) => title)).toEqual(['C'])
    it.accept(list[1]!)
    it.move(key(it, 2), 52_000)
    it.keep(it.list, it.list, it.duration)
    expect(it.open(list)).toEqual([])
    it.merge(key(it, 1))
    expect(it.open(list).map(({ title }) => title)).toEqual(['B'])
  })

  it('are not made of what begins as good as there in a long film', () => {
    const it = new Chapters()
    it.load([hand(0, 'One'), hand(1000, 'Two')], 3_600_000)
    const list = [proposed(10, 'A'), proposed(986, 'B'), proposed(1020, 'C')]
    expect(it.open(list).map(({ title }) => title)).toEqual(['C'])
  })

  it('replace what there is only as an act, and keep what stays the same chapter', () => {
    const it = three()
    it.acceptAll([proposed(0, 'A'), proposed(60.3, 'C')])
    expect(said(it)).toEqual(['0 A', '60.3 C'])
    expect(it.list.map(({ id }) => id)).toEqual(['of One', 'of Three'])
  })
})

describe('what was saved', () => {
  it('is not changed, whatever the server calls it', () => {
    const it = opened(hand(0, 'One'))
    it.split(50_000)
    const sent = it.list
    it.keep(sent, [hand(0, 'One'), { ...hand(50, 'New chapter'), id: 'made' }], it.duration)
    expect([it.isChanged, it.list[1]?.id]).toEqual([false, 'made'])
    it.undo()
    it.redo()
    expect(it.idOf(it.list[1]!)).toBe('made')
  })

  it('leaves what was written meanwhile', () => {
    const it = opened(hand(0, 'One'))
    it.rename(key(it, 0), 'Uno')
    const sent = it.list
    it.rename(key(it, 0), 'Eins')
    it.keep(sent, [hand(0, 'Uno')], it.duration)
    expect([said(it), it.isChanged]).toEqual([['0 Eins'], true])
    it.undo()
    expect(it.isChanged).toBe(false)
  })

  it('is changed back by hand just as by undo', () => {
    const it = three()
    it.rename(key(it, 0), 'First')
    it.rename(key(it, 0), 'One')
    expect(it.isChanged).toBe(false)
  })
})
