import { beforeEach, describe, expect, it } from 'vitest'
import { Scale } from '../scripts/chapters/scale'
import { quiets } from '../scripts/chapters/snap'
import { Blocks } from '../scripts/captions/blocks'
import { Cues } from '../scripts/captions/cues'
import { Drawing } from '../scripts/captions/drawing'
import { keyOf, room, type Side } from '../scripts/captions/edges'
import { nudgeOf } from '../scripts/captions/keys'
import { Seen } from '../scripts/captions/seen'

const cue = (start: number, end: number, text = `${start}`) => ({ start, end, settings: '', text })

function opened(...list: ReturnType<typeof cue>[]) {
  const cues = new Cues()
  cues.load(list)
  const seen = new Seen()
  seen.show(cues.list)
  const film = { now: 0 }
  const drawing = new Drawing(cues, seen, film)
  drawing.duration = 60_000
  const id = (at: number) => cues.list[at]!.id
  const draw = (at: number, side: Side, moment: number, free = false) =>
    drawing.draw({ key: keyOf({ id: id(at), side }), moment, free }, 150)
  return { cues, seen, film, drawing, id, draw }
}

const times = (cues: Cues) => cues.list.map(({ start, end }) => `${start}-${end}`)

describe('captions of a stretch of the film', () => {
  it('are found among thousands, long ones that began before it too', () => {
    const list = Array.from({ length: 5000 }, (_, at) => cue(2000 * at, 2000 * at + 1500))
    const { seen, cues } = opened(cue(0, 9_000_000, 'long'), ...list)

    const found = seen.between(6_000_000, 6_003_000)
    expect(found.map(({ cue }) => cue.text)).toEqual(['long', '6000000', '6002000'])
    expect(found.map(({ at }) => cues.list[at]?.text)).toEqual(['long', '6000000', '6002000'])
    expect([seen.between(5_999_600, 5_999_900).length, seen.between(2e7, 3e7).length]).toEqual([1, 0])
    expect(seen.end).toBe(9_999_500)
  })

  it('are found while one that is written stands out of their order, or ends before it begins', () => {
    const { cues, seen, id } = opened(cue(1000, 2000, 'a'), cue(3000, 4000, 'b'), cue(5000, 6000, 'c'))
    cues.time(id(0), { start: 5500 })
    seen.show(cues.list)
    expect(seen.between(5000, 6000).map(({ cue, at }) => `${cue.text} ${at}`)).toEqual(['c 2', 'a 0'])
    expect(seen.between(2500, 4500).map(({ cue }) => cue.text)).toEqual(['b'])
  })
})

describe('an edge', () => {
  it('has room up to its neighbours, and where they overlap already, in their order', () => {
    const { cues } = opened(cue(1000, 3000), cue(4000, 6000), cue(5000, 9000))
    expect(room(cues.list, 0, 'start', 60_000)).toEqual([0, 2900])
    expect(room(cues.list, 0, 'end', 60_000)).toEqual([1100, 4000])
    expect(room(cues.list, 1, 'start', 60_000)).toEqual([3000, 5900])
    expect(room(cues.list, 1, 'end', 60_000)).toEqual([4100, 60_000])
    expect(room(cues.list, 2, 'start', 60_000)).toEqual([4000, 8900])
  })

  it('of what ends before it begins is drawn to what can be', () => {
    const { cues, draw } = opened(cue(4000, 3000))
    draw(0, 'end', 3500)
    expect(times(cues)).toEqual(['4000-4100'])
  })

  it('is drawn as far as there is room, as one step', () => {
    const { cues, drawing, draw } = opened(cue(1000, 3000), cue(4000, 6000))
    drawing.begin()
    for (const moment of [3200, 3700, 9000]) draw(0, 'end', moment)
    expect(drawing.end()).toBe(true)
    expect(times(cues)).toEqual(['1000-4000', '4000-6000'])
    drawing.begin()
    draw(0, 'end', 2000)
    drawing.end()
    cues.undo()
    expect(times(cues)[0]).toBe('1000-4000')
    cues.undo()
    expect([times(cues)[0], cues.canUndo]).toEqual(['1000-3000', false])
  })

  it('is drawn to a neighbour, to where the film is and to where sound begins and ends, and freely to nothing', () => {
    const { film, drawing, draw } = opened(cue(1000, 3000), cue(4000, 8000))
    film.now = 5000
    // Quiet from 6.0 to 6.8 seconds.
    const peaks = Array.from({ length: 600 }, (_, at) => (at >= 60 && at < 68 ? 1 : 200))
    drawing.quiet = quiets(peaks, 60_000)
    drawing.begin()
    const drawn = [5120, 5960, 6710, 7000].map((moment) => draw(1, 'end', moment)?.end)
    expect(drawn).toEqual([5000, 6000, 6710, 7000])
    expect([6050, 6710].map((moment) => draw(1, 'start', moment)?.start)).toEqual([6050, 6800])
    expect(draw(0, 'end', 6750)?.end).toBe(6800)
    expect(draw(1, 'end', 7004, true)?.end).toBe(7000)
  })

  it('goes back as if nothing had been drawn, also where it was brought back by hand', () => {
    const { cues, drawing, draw } = opened(cue(1000, 3000))
    draw(0, 'start', 500)
    expect(drawing.cancel()).toBe(true)
    draw(0, 'start', 500)
    draw(0, 'start', 1000)
    drawing.end()
    expect([times(cues), cues.canUndo, cues.isChanged, drawing.end()]).toEqual([
      ['1000-3000'],
      false,
      false,
      false,
    ])
  })

  it('is nudged by keys, a run of which is one step until it is left', () => {
    const { cues, drawing, id } = opened(cue(1000, 3000), cue(3150, 5000))
    const edge = { id: id(0), side: 'end' as const }
    expect([drawing.nudge(edge, 100), drawing.nudge(edge, 100), drawing.nudge(edge, 100)]).toEqual([
      true,
      true,
      false,
    ])
    cues.settle()
    drawing.nudge(edge, -1000)
    expect(times(cues)[0]).toBe('1000-2150')
    cues.undo()
    cues.undo()
    expect([times(cues)[0], cues.canUndo]).toEqual(['1000-3000', false])
    const press = (key: string, how: KeyboardEventInit = {}) =>
      nudgeOf(new KeyboardEvent('keydown', { key, ...how }))
    expect([press('ArrowLeft'), press('ArrowRight', { shiftKey: true })]).toEqual([-100, 1000])
    expect([press('ArrowUp'), press('ArrowLeft', { altKey: true })]).toEqual([undefined, undefined])
  })
})

describe('blocks', () => {
  let blocks: HTMLElement
  let edges: HTMLElement

  beforeEach(() => {
    document.body.innerHTML = '<div></div><div></div>'
    ;[blocks, edges] = [...document.body.children] as [HTMLElement, HTMLElement]
  })

  function shown(chosen: number | undefined, ...list: ReturnType<typeof cue>[]) {
    const { seen, drawing, id } = opened(...list)
    const view = { scale: new Scale(60_000, 600), from: 0, to: 60_000, left: 0, width: 600, duration: 60_000 }
    new Blocks(blocks, edges, drawing).show(
      view,
      seen.between(0, 60_000),
      chosen === undefined ? undefined : id(chosen),
    )
  }

  it('are to scale, and two that are shown at once lie one above the other', () => {
    shown(undefined, cue(1000, 3000), cue(4000, 9000), cue(5000, 9000), cue(9000, 12_000))
    const laid = ([...blocks.children] as HTMLElement[]).map(
      ({ style, dataset }) => `${style.left} ${style.width} ${dataset['lane'] ?? '-'}`,
    )
    expect(laid).toEqual(['10px 20px -', '40px 50px 0', '50px 40px 1', '90px 30px -'])
  })

  it('say their words without marks, and their edges where they lie and how far they go', () => {
    shown(0, cue(1000, 3000, '<i>One</i>\ntwo'), cue(4000, 9000))
    expect(blocks.firstElementChild?.textContent).toBe('One two')
    const [begins, ends] = [...edges.children]
    expect(begins?.getAttribute('aria-label')).toBe('Caption 1 begins')
    expect(ends?.getAttribute('aria-valuetext')).toBe('0:00:03.000')
    expect(['min', 'now', 'max'].map((which) => ends?.getAttribute(`aria-value${which}`))).toEqual([
      '1.1',
      '3',
      '4',
    ])
  })

  it('have two edges that the Tab key leads to: the chosen one’s, or the first one’s', () => {
    const tabbed = () =>
      [...edges.children].flatMap((it, at) => ((it as HTMLElement).tabIndex === 0 ? [at] : []))
    shown(1, cue(1000, 3000), cue(4000, 9000))
    expect(tabbed()).toEqual([2, 3])
    edges.replaceChildren()
    shown(undefined, cue(1000, 3000), cue(4000, 9000))
    expect(tabbed()).toEqual([0, 1])
  })
})
