import { expect, test } from 'vitest'
import { ofDrop, wasLeftOut } from '../scripts/upload/films'

function film(name: string): unknown {
  return { isDirectory: false, file: (done: (file: File) => void) => done(new File(['film'], name)) }
}

const locked = {
  isDirectory: false,
  file: (_: unknown, fail: (why: Error) => void) => fail(new DOMException('', 'NotReadableError')),
}

/** Whose entries come one by one, and then perhaps an error. */
function folder(entries: unknown[], isReadable = true): unknown {
  const left = [...entries]
  return {
    isDirectory: true,
    createReader: () => ({
      readEntries(done: (some: unknown[]) => void, fail: (why: Error) => void) {
        if (left.length > 0 || isReadable) done(left.splice(0, 1))
        else fail(new DOMException('', 'NotReadableError'))
      },
    }),
  }
}

function drop(...entries: unknown[]): DataTransfer {
  const items = entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry }))
  return { items, files: [] } as unknown as DataTransfer
}

test('what cannot be read of a dropped folder is counted, and the rest is taken', async () => {
  const shut = folder([film('two.mp4')], false)
  const found = await ofDrop(
    drop(folder([film('one.mp4'), locked, shut, film('notes.txt')]), locked, film('x')),
  )

  expect(found.files.map((file) => file.name)).toEqual(['one.mp4', 'two.mp4', 'x'])
  expect([found.leftOut, found.unread]).toEqual([1, 3])
})

test('it is said what was left out', () => {
  expect(wasLeftOut({ files: [], leftOut: 0, unread: 0 })).toBe('')
  expect(wasLeftOut({ files: [], leftOut: 0, unread: 1 })).toBe(
    'One file or folder could not be read and was left out.',
  )
  expect(wasLeftOut({ files: [], leftOut: 2, unread: 3 })).toBe(
    '2 files of the folder are no films and were left out. 3 files or folders could not be read and were left out.',
  )
})
