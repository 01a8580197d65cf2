import { afterEach, describe, expect, it, vi } from 'vitest'
import { Desk as Captions } from '../scripts/captions/desk'
import { Desk as Chapters } from '../scripts/chapters/desk'
import { change, video } from '../scripts/upload/server'

const moment = '2026-11-02T10:20:30.123456Z'

/** A server behind a proxy; what was asked of it. */
function behind(etag: string | null, body: object): Request[] {
  const asked: Request[] = []
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) => {
    asked.push(new Request(new URL(address, 'http://localhost'), init))
    const answer = { ...body, updatedAt: moment }
    return Promise.resolve(Response.json(answer, etag === null ? {} : { headers: { ETag: etag } }))
  })
  return asked
}

const named = (asked: Request[]) => asked.map((each) => each.headers.get('If-Match'))

afterEach(() => vi.unstubAllGlobals())

describe.each([null, 'W/"1762078830123456"', '"1762078830123456-gzip"'])(
  'behind a proxy that makes %s of an ETag',
  (etag) => {
    it('the version of captions is what was loaded, then what was kept', async () => {
      const asked = behind(etag, { cues: [] })
      const desk = new Captions('/cues')
      const { version } = await desk.load()
      const sent = await desk.send([], version)

      expect(named(asked)).toEqual([null, `"${moment}"`])
      expect(sent).toEqual({ is: 'kept', version })
    })

    it('the version of chapters is what was loaded, then what was kept', async () => {
      const asked = behind(etag, { duration: 60, chapters: [], edited: true })
      const desk = new Chapters('/videos/v')
      const { version } = await desk.load()
      const sent = await desk.send([], () => null, version)

      expect(named(asked)).toEqual([null, `"${moment}"`])
      expect(sent.is === 'kept' && sent.loaded.version).toBe(version)
    })

    it('the version of a video is what was read', async () => {
      const asked = behind(etag, { title: 'A' })
      await change('v', { title: 'B' }, (await video('v')).version)

      expect(named(asked)).toEqual([null, `"${moment}"`])
    })
  },
)
