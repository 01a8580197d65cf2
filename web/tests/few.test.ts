import { afterEach, expect, test, vi } from 'vitest'
import { few } from '../scripts/upload/few'
import { markOf } from '../scripts/upload/mark'
import { picture } from '../scripts/upload/picture'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('the others come in their order when one is over, also by an error', async () => {
  const inTurn = few(1)
  const begun: string[] = []
  const first = inTurn(() => {
    begun.push('first')
    return Promise.reject(new Error('no'))
  })
  const second = inTurn(() => Promise.resolve(begun.push('second')))
  const third = inTurn(() => Promise.resolve(begun.push('third')))
  expect(begun).toEqual(['first'])

  await expect(first).rejects.toThrow('no')
  await Promise.all([second, third])

  expect(begun).toEqual(['first', 'second', 'third'])
})

test('of a thousand films a few are read at a time', async () => {
  let open = 0
  let most = 0
  const part = {
    async arrayBuffer() {
      most = Math.max(most, ++open)
      await Promise.resolve()
      open--
      return new ArrayBuffer(1)
    },
  }
  const film = { size: 1, slice: () => part } as unknown as Blob

  const marks = await Promise.all(Array.from({ length: 1000 }, () => markOf(film)))

  expect(new Set(marks).size).toBe(1)
  expect(most).toBeLessThanOrEqual(12)
})

test('of a thousand films a few pictures are made at a time', async () => {
  vi.useFakeTimers()
  const make = vi.spyOn(document, 'createElement')
  const pictures = Array.from({ length: 4 }, () => picture(new File(['film'], 'film.mp4')))
  await vi.advanceTimersByTimeAsync(0)
  expect(make).toHaveBeenCalledTimes(2)

  await vi.advanceTimersByTimeAsync(20_000)

  expect(await Promise.all(pictures)).toEqual([undefined, undefined, undefined, undefined])
  expect(make).toHaveBeenCalledTimes(4)
})
