import { expect, test } from 'vitest'
import { looksLikeFilm } from '../scripts/upload/films'
import { markOf } from '../scripts/upload/mark'
import { isPassing, pause } from '../scripts/upload/transfer'
import { left, Pace, progress, size, titleOf } from '../scripts/upload/words'

test('sizes and times are those of the server', () => {
  expect(size(0)).toBe('0 B')
  expect(size(999)).toBe('999 B')
  expect(size(45_000)).toBe('45.0 kB')
  expect(size(999_700)).toBe('1.0 MB')
  expect(size(48_200_000)).toBe('48.2 MB')
  expect(size(99_960_000)).toBe('100 MB')
  expect(size(1_920_000_000)).toBe('1.9 GB')
  expect(size(1_920_000_000_000)).toBe('1,920 GB')
  expect(left(3)).toBe('a few seconds left')
  expect(left(47)).toBe('about 40 s left')
  expect(left(3_700)).toBe('about 1 h 1 min left')
})

test('speed is that of the last seconds and is not known at once', () => {
  const pace = new Pace()
  pace.reached(0, 0)
  expect(pace.rate()).toBe(0)
  pace.reached(9_000_000, 1000)
  pace.reached(10_000_000, 9000)
  pace.reached(15_000_000, 14_000)

  expect(pace.rate()).toBe(1_000_000)
  expect(progress(10_000_000, 40_000_000, pace.rate())).toBe(
    '10.0 MB of 40.0 MB · 1.0 MB/s · about 30 s left',
  )
})

test('speed begins anew when an upload does', () => {
  const pace = new Pace()
  pace.reached(9_000_000, 0)
  pace.reached(100, 1000)

  expect(pace.rate()).toBe(0)
})

test('of a folder films are taken and what lies beside them is not', () => {
  expect(looksLikeFilm({ name: 'A001.MXF', type: '' })).toBe(true)
  expect(looksLikeFilm({ name: 'clip', type: 'video/mp4' })).toBe(true)
  expect(looksLikeFilm({ name: '.DS_Store', type: '' })).toBe(false)
  expect(looksLikeFilm({ name: '._clip.mp4', type: 'video/mp4' })).toBe(false)
  expect(looksLikeFilm({ name: 'notes.txt', type: 'text/plain' })).toBe(false)
})

test('what another try gets over is tried again, a full disk and a refusal are not', () => {
  expect([409, 423, 429, 500, 503].every((status) => isPassing(status))).toBe(true)
  expect([401, 403, 413, 415, 422, 507].some((status) => isPassing(status))).toBe(false)
  expect(isPassing(429, 'rate-limited')).toBe(true)
  expect(isPassing(429, 'quota-videos')).toBe(false)
  expect([0, 1, 9].map(pause)).toEqual([1000, 2000, 30_000])
})

test('a title is the name without its ending', () => {
  expect(titleOf('holiday_2026.mp4')).toBe('holiday 2026')
  expect(titleOf('.mp4')).toBe('Untitled video')
})

test('two films of one size are told apart by what they hold', async () => {
  const bytes = new Uint8Array(300_000).fill(7)
  const mark = await markOf(new Blob([bytes]))
  expect(await markOf(new Blob([bytes]))).toBe(mark)
  for (const at of [10, 150_010, 299_990]) {
    const other = bytes.slice()
    other[at] = 8
    expect(await markOf(new Blob([other]))).not.toBe(mark)
  }
})
