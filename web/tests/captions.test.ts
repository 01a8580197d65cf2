import { describe, expect, it } from 'vitest'
import { Cues } from '../scripts/captions/cues'
import { actOf } from '../scripts/captions/keys'
import { readTime, sayTime } from '../scripts/captions/times'

const cue = (start: number, end: number, text: string) => ({ start, end, settings: '', text })

function opened() {
  const cues = new Cues()
  cues.load([cue(1000, 3000, 'one two'), cue(3000, 5000, 'three')])
  return cues
}

const said = (cues: Cues) => cues.list.map(({ start, end, text }) => `${start}-${end} ${text}`)
const first = (cues: Cues) => cues.list[0]?.id ?? -1

describe('times', () => {
  it('are written and read as clocks have them', () => {
    expect([0, 62_500, 3_723_045].map(sayTime)).toEqual(['0:00:00.000', '0:01:02.500', '1:02:03.045'])
    expect(['62.5', '1:02.5', '0:01:02,500', ' 1:02:03 ', '90:00'].map(readTime)).toEqual([
      62_500, 62_500, 62_500, 3_723_000, 5_400_000,
    ])
    expect(['', 'soon', '1:75', '1:60:00', '-1', '1.2345'].map(readTime)).toEqual(Array(6).fill(undefined))
  })
})

describe('captions', () => {
  it('are split where the cursor stands, and joined again', () => {
    const cues = opened()

    const second = cues.split(first(cues), 3, 0)
    expect(said(cues)).toEqual(['1000-1860 one', '1860-3000 two', '3000-5000 three'])
    expect(cues.list[1]?.id).toBe(second)
    cues.join(first(cues))
    expect(said(cues)).toEqual(['1000-3000 one\ntwo', '3000-5000 three'])
  })

  it('are split in halves where nothing stands behind the cursor', () => {
    const cues = opened()
    cues.split(first(cues), 'one two'.length, 0)

    expect(said(cues)).toEqual(['1000-2000 one two', '2000-3000 ', '3000-5000 three'])
  })

  it('are split in time where the video is', () => {
    const cues = opened()
    cues.split(first(cues), 3, 2500)
    expect(said(cues).slice(0, 2)).toEqual(['1000-2500 one', '2500-3000 two'])
  })

  it('are split, and added, at hundredths of a second wherever the video is', () => {
    const cues = opened()
    cues.split(first(cues), 3, 2001)
    cues.add(undefined, 7004.6)

    expect(said(cues)).toEqual(['1000-2000 one', '2000-3000 two', '3000-5000 three', '7000-9000 '])
  })

  it('that are to begin behind their end take it along, as one step', () => {
    const cues = opened()
    const id = first(cues)
    cues.time(id, { start: 4 })
    cues.time(id, { start: 40_000 })
    expect(cues.carry(id)).toBe(true)
    cues.settle()
    expect(said(cues)).toEqual(['3000-5000 three', '40000-42000 one two'])
    expect(cues.carry(id)).toBe(false)
    cues.undo()
    expect([said(cues)[0], cues.canUndo]).toEqual(['1000-3000 one two', false])

    cues.time(id, { end: 500 })
    expect(cues.carry(id)).toBe(false)
    expect(said(cues)[0]).toBe('1000-500 one two')
  })

  it('are shifted all, or from one on, and never before the video', () => {
    const cues = opened()
    expect(cues.shift(500, undefined)).toBe(true)
    expect(cues.shift(1000, cues.list[1]?.id)).toBe(true)
    expect(said(cues)).toEqual(['1500-3500 one two', '4500-6500 three'])
    expect(cues.shift(-1501, undefined)).toBe(false)
    expect(said(cues)).toEqual(['1500-3500 one two', '4500-6500 three'])
  })

  it('are added into the room there is and stay in order', () => {
    const cues = opened()
    cues.add(cues.list[1]?.id, 0)
    cues.add(undefined, 250)
    expect(said(cues)).toEqual(['250-1000 ', '1000-3000 one two', '3000-5000 three', '5000-7000 '])
    cues.time(first(cues), { start: 4000 })
    cues.time(first(cues), { end: 4500 })
    cues.settle()
    expect(said(cues)[2]).toBe('4000-4500 ')
  })

  it('are changed step by step, and each step is taken back', () => {
    const cues = opened()
    expect(cues.isChanged).toBe(false)
    cues.write(first(cues), 'o')
    cues.write(first(cues), 'on')
    cues.remove(cues.list[1]?.id ?? -1)
    expect(said(cues)).toEqual(['1000-3000 on'])

    cues.undo()
    expect(said(cues)).toEqual(['1000-3000 on', '3000-5000 three'])
    cues.undo()
    expect(said(cues)[0]).toBe('1000-3000 one two')
    expect([cues.canUndo, cues.canRedo, cues.isChanged]).toEqual([false, true, false])
    cues.redo()
    expect(said(cues)[0]).toBe('1000-3000 on')
  })

  it('stay where they are while a time is written, which is one step', () => {
    const cues = opened()
    cues.time(first(cues), { start: 4000 })
    cues.time(first(cues), { start: 40_000 })
    expect(said(cues)[0]).toBe('40000-3000 one two')
    cues.settle()
    expect(said(cues)).toEqual(['3000-5000 three', '40000-3000 one two'])
    cues.undo()
    expect([said(cues)[0], cues.isChanged]).toEqual(['1000-3000 one two', false])
  })

  it('that were saved are not changed, unless somebody wrote on meanwhile', () => {
    const cues = opened()
    cues.write(first(cues), 'on')
    const sent = cues.list
    cues.write(first(cues), 'once')
    cues.saved(sent)
    expect(cues.isChanged).toBe(true)
    cues.saved(cues.list)
    expect(cues.isChanged).toBe(false)
  })
})

describe('keys', () => {
  it('do what the page says of them, and leave all others alone', () => {
    const press = (key: string, how: KeyboardEventInit = {}) =>
      actOf(new KeyboardEvent('keydown', { key, ...how }))
    const ctrlKey = true

    expect(press('s', { ctrlKey })).toBe('save')
    expect(press('Z', { ctrlKey, shiftKey: true })).toBe('redo')
    expect(press('Enter', { altKey: true })).toBe('add')
    expect(press('?', { shiftKey: true })).toBe('help')
    expect([press('s'), press('a', { ctrlKey }), press('Backspace', { ctrlKey })]).toEqual(
      Array(3).fill(undefined),
    )
  })

  it('are listed by the question mark, but where somebody writes or single keys are switched off', () => {
    document.body.innerHTML = '<textarea></textarea><button>Undo</button>'
    const acts: unknown[] = []
    document.addEventListener('keydown', (event) => acts.push(actOf(event)))
    const press = (where: string) =>
      document
        .querySelector(where)
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: '?', shiftKey: true, bubbles: true }))

    press('textarea')
    press('button')
    localStorage.setItem('kinora:letters', 'no')
    press('button')
    localStorage.clear()

    expect(acts).toEqual([undefined, 'help', undefined])
  })
})
