import { describe, expect, it } from 'vitest'
import { whatChanged } from '../scripts/chapters/changes'
import { sayShort } from '../scripts/chapters/clock'
import { sayConfidence } from '../scripts/chapters/confidence'
import { actOf, isItsOwn, isOfPlayer } from '../scripts/chapters/keys'
import { group } from '../scripts/chapters/lanes'
import { Scale } from '../scripts/chapters/scale'
import { gapTargets, lineTargets, quiets, quietTargets, snap } from '../scripts/chapters/snap'
import { readStoryboard, tileAt } from '../scripts/chapters/storyboard'

describe('times', () => {
  it('are said with as much as there is of them', () => {
    expect([0, 62_500, 3_723_045].map(sayShort)).toEqual(['0:00', '1:02.5', '1:02:03.045'])
  })
})

describe('how sure it is', () => {
  it('is said in a word and a figure', () => {
    expect([0.93, 0.6, 0.31].map((it) => Object.values(sayConfidence(it)).join(' '))).toEqual([
      'sure 93 %',
      'likely 60 %',
      'a guess 31 %',
    ])
  })
})

describe('snapping', () => {
  const lines = [
    { start: 0, end: 2000, text: 'a' },
    { start: 4000, end: 5000, text: 'b' },
    { start: 5100, end: 6000, text: 'c' },
  ]

  it('is to the nearest within reach, to what tells most where two are as near', () => {
    const targets = [...lineTargets(lines), { at: 4000, kind: 'proposal' as const }]
    expect(snap(4150, targets, 200)).toEqual({ at: 4000, kind: 'proposal' })
    expect(snap(5000, targets, 200)).toEqual({ at: 5100, kind: 'line' })
    expect(snap(3000, targets, 200)).toBeUndefined()
  })

  it('knows pauses between words, and quiet where the wave is fine enough', () => {
    expect(gapTargets(lines)).toEqual([{ at: 3000, kind: 'pause' }])
    const peaks = [200, 200, 200, 3, 2, 4, 3, 2, 250, 200]
    expect(quietTargets(quiets(peaks, 1000))).toEqual([{ at: 550, kind: 'pause' }])
    expect(quiets(peaks, 10_000)).toEqual([])
  })
})

describe('the scale', () => {
  it('is that of the whole film, and as fine as a tenth of a second', () => {
    const scale = new Scale(600_000, 1000)
    expect([scale.width, Math.round(scale.x(300_000)), scale.moment(500)]).toEqual([1000, 500, 300_000])
    scale.zoomTo(1e9)
    expect(scale.perMillisecond).toBeCloseTo(0.2)
    scale.zoomTo(0)
    expect(scale.width).toBe(1000)
  })

  it('has marks that can be read', () => {
    const labels = new Scale(600_000, 1000).ticks(0, 200_000).filter(({ label }) => label !== '')
    expect(labels.map(({ label }) => label)).toEqual(['0:00', '1:00', '2:00', '3:00'])
    // What ends with the film says nothing: its words would lie behind the end.
    const last = new Scale(18_000, 1000).ticks(0, 18_000).filter(({ label }) => label !== '')
    expect(last.map(({ label }) => label)).toEqual([
      '0:00',
      '0:02',
      '0:04',
      '0:06',
      '0:08',
      '0:10',
      '0:12',
      '0:14',
      '0:16',
    ])
    const fine = new Scale(1000, 1000).ticks(0, 300).map(({ label }) => label)
    expect(fine.filter(Boolean)).toEqual(['0:00', '0:00.1', '0:00.2', '0:00.3'])
  })
})

describe('words', () => {
  it('are put together until they can be read, but not over a pause', () => {
    const segment = (start: number, end: number, text: string) => ({ start, end, text })
    const lines = [segment(0, 1, 'a'), segment(1, 2, 'b'), segment(2, 5, 'c'), segment(20, 22, 'd')]
    expect(group(lines, 4).map(({ text }) => text)).toEqual(['a b c', 'd'])
    expect(group(lines, 0.5)).toHaveLength(4)
    expect(lines[0]?.text).toBe('a')
  })
})

describe('the storyboard', () => {
  it('tells which rectangle shows a moment', () => {
    const text =
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\ne/0.jpg#xywh=0,0,160,90\n\n00:02.000 --> 00:04.000\ne/0.jpg#xywh=160,0,160,90\n'
    const tiles = readStoryboard(text, 'http://kinora.test/media/x/storyboard.vtt')
    expect(tileAt(tiles, 3500)).toMatchObject({
      src: 'http://kinora.test/media/x/e/0.jpg',
      x: 160,
      start: 2000,
    })
    expect(tileAt(tiles, 0)?.x).toBe(0)
    expect(tileAt([], 0)).toBeUndefined()
  })
})

describe('what somebody else changed', () => {
  const chapter = (id: string, start: number, title: string) => ({
    id,
    start,
    title,
    description: null,
    ai: false,
    confidence: null,
  })

  it('is said chapter by chapter', () => {
    const before = [chapter('a', 0, 'One'), chapter('b', 62_000, 'Two'), chapter('c', 90_000, 'Three')]
    const after = [chapter('a', 0, 'Uno'), chapter('x', 70_000, 'Two'), chapter('d', 95_000, 'Four')]
    expect(whatChanged(before, after)).toEqual([
      '“One” is called “Uno”.',
      '“Two” begins at 1:10 instead of 1:02.',
      '“Four” is new at 1:35.',
      '“Three” at 1:30 is gone.',
    ])
    expect(whatChanged(before, before)).toEqual([])
  })
})

describe('keys', () => {
  it('do what the page says of them, and leave all others alone', () => {
    const press = (key: string, how: KeyboardEventInit = {}) =>
      actOf(new KeyboardEvent('keydown', { key, ...how }))
    const [ctrlKey, shiftKey, altKey] = [true, true, true]

    expect([press('s'), press('s', { ctrlKey }), press('Z', { ctrlKey, shiftKey })]).toEqual([
      'split',
      'save',
      'redo',
    ])
    expect([press('ArrowLeft', { altKey }), press('ArrowRight', { shiftKey })]).toEqual([
      'earlier',
      'muchLater',
    ])
    expect([press('?', { shiftKey }), press('A', { shiftKey }), press('F2')]).toEqual([
      'help',
      'acceptAll',
      'rename',
    ])
    expect([press('ArrowLeft'), press('ArrowRight')]).toEqual(['muchBack', 'muchForward'])
    expect([press('c', { ctrlKey }), press('s', { altKey })]).toEqual(Array(2).fill(undefined))
  })

  it('go through the film wherever one is, but in the player, which does it itself, and on a slider', () => {
    document.body.innerHTML = '<button></button><input type="range"><media-player><p></p></media-player>'
    const isTaken = (where: string) => {
      const target = document.querySelector(where)
      return !isItsOwn(target, 'ArrowRight') && !isOfPlayer(target, 'muchForward')
    }

    expect(['body', 'button', 'input', 'media-player p'].map(isTaken)).toEqual([true, true, false, false])
    expect(isOfPlayer(document.querySelector('media-player p'), 'forward')).toBe(false)
  })
})
