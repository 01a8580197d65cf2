import { beforeEach, describe, expect, it } from 'vitest'
import { Cues } from '../scripts/captions/cues'
import { fit } from '../scripts/captions/grow'
import { Rows } from '../scripts/captions/rows'

const cue = (start: number, end: number, text: string) => ({ start, end, settings: '', text })

let cues: Cues
let rows: Rows
let list: HTMLElement

beforeEach(() => {
  document.body.innerHTML = '<ol></ol>'
  list = document.body.firstElementChild as HTMLElement
  cues = new Cues()
  cues.load([cue(1000, 3000, 'one two'), cue(3000, 5000, 'three')])
  rows = new Rows(list)
  rows.show(cues.list)
})

const id = (at: number) => cues.list[at]!.id
const field = (at: number, part: string) =>
  rows.of(id(at))!.querySelector<HTMLInputElement>(`[data-${part}]`)!
const problem = (at: number) => rows.of(id(at))!.querySelector('[data-problem]')!

function type(at: number, part: 'start' | 'end', text: string): void {
  const input = field(at, part)
  input.value = text
  const time = rows.read(input)
  if (time !== undefined) cues.time(id(at), part === 'start' ? { start: time } : { end: time })
  rows.show(cues.list)
}

function leave(at: number, part: string): void {
  const input = field(at, part)
  rows.leave(input)
  cues.settle()
  rows.show(cues.list)
}

describe('rows', () => {
  it('keep what has not changed, and the place of each', () => {
    const last = list.lastElementChild

    cues.split(id(0), 3, 0)
    rows.show(cues.list)

    expect([...list.querySelectorAll('textarea')].map(({ value }) => value)).toEqual(['one', 'two', 'three'])
    expect(list.lastElementChild).toBe(last)
    expect(last?.querySelector('textarea')?.getAttribute('aria-label')).toBe('Text of caption 3')
  })

  it('take a time as it is typed, and say nothing of it before it is left', () => {
    type(0, 'end', '0:00:00')
    expect([cues.list[0]?.end, field(0, 'end').value, problem(0).textContent]).toEqual([0, '0:00:00', ''])

    leave(0, 'end')
    expect([field(0, 'end').value, problem(0).textContent]).toEqual([
      '0:00:00.000',
      'It ends before it begins.',
    ])
    expect(field(0, 'end').getAttribute('aria-describedby')).toBe(problem(0).id)
    expect(field(0, 'start').hasAttribute('aria-describedby')).toBe(false)
  })

  it('keep what is no time, say so, and let nothing be saved before it is mended', () => {
    type(1, 'start', 'abc')
    expect([rows.isIllegible, cues.isChanged]).toEqual([true, false])
    leave(1, 'start')
    expect([field(1, 'start').value, field(1, 'start').getAttribute('aria-invalid')]).toEqual(['abc', 'true'])

    expect(rows.wrong(cues.list)).toMatchObject([
      { id: id(1), part: 'start', sentence: '“abc” is no time. Write it as 0:01:02.500.' },
    ])
    expect(rows.wrong(cues.list)[0]?.field).toBe(field(1, 'start'))

    type(1, 'start', '3.5')
    leave(1, 'start')
    expect([rows.isIllegible, rows.wrong(cues.list), problem(1).textContent]).toEqual([false, [], ''])
  })

  it('forget what is no time, and give way where the time becomes another', () => {
    type(0, 'start', 'abc')
    leave(0, 'start')
    expect(rows.forget()).toBe(true)
    rows.show(cues.list)
    expect([field(0, 'start').value, rows.forget()]).toEqual(['0:00:01.000', false])

    type(0, 'start', '')
    leave(0, 'start')
    expect(problem(0).textContent).toBe('A time is missing. Write it as 0:01:02.500.')
    cues.shift(1000, undefined)
    rows.show(cues.list)
    expect([field(0, 'start').value, problem(0).textContent]).toEqual(['0:00:02.000', ''])
  })

  it('name what is too long to be kept', () => {
    cues.write(id(1), 'x'.repeat(5001))
    rows.show(cues.list)
    expect(rows.wrong(cues.list)[0]?.sentence).toBe('It has 5,001 characters; 5,000 are the most.')
  })

  it('are put in order without taking the focus from who writes', () => {
    field(0, 'start').focus()
    type(0, 'start', '4')
    leave(0, 'start')
    expect(cues.list[1]?.text).toBe('one two')
    expect(document.activeElement).toBe(field(1, 'start'))
  })
})

describe('a row that goes', () => {
  it('leaves the focus to the one in its place', () => {
    field(0, 'end').focus()
    cues.remove(id(0))
    rows.show(cues.list)
    expect(document.activeElement).toBe(field(0, 'text'))
  })
})

describe('a text', () => {
  it('is as high as what is written in it', () => {
    const area = document.createElement('textarea')
    Object.defineProperties(area, {
      scrollHeight: { value: 90 },
      offsetHeight: { value: 44 },
      clientHeight: { value: 42 },
    })
    fit(area)
    expect(area.style.blockSize).toBe('92px')
  })
})
