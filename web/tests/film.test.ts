import { afterEach, expect, test, vi } from 'vitest'
import { freshFilm, isOfAnotherTime, likeliestFirst, type Film } from '../scripts/player/film'

function order(languages: string[], language: string | null, watching: string[]): string[] {
  const captions = languages.map((each) => ({ src: '', language: each, label: each, shown: false }))
  return likeliestFirst({ captions, language } as unknown as Film, watching).map((each) => each.language)
}

test('captions in a language of whoever watches come first, then those of the film', () => {
  expect(order(['de', 'en', 'ru', 'tr'], 'tr', ['en-US', 'en'])).toEqual(['en', 'tr', 'de', 'ru'])
  expect(order(['de', 'en', 'tr'], 'tr', ['fr'])).toEqual(['tr', 'de', 'en'])
  expect(order(['de', 'pt-BR'], null, ['pt-PT'])).toEqual(['pt-BR', 'de'])
  expect(order(['de', 'en'], null, [])).toEqual(['de', 'en'])
})

afterEach(() => vi.unstubAllGlobals())

function answered(answer: Promise<Response>): ReturnType<typeof vi.fn> {
  const send = vi.fn(() => answer)
  vi.stubGlobal('fetch', send)
  return send
}

const old = { uid: 'f1', hls: '/media/old/manifest/video.m3u8' } as Film

test('a film gets the addresses that its page has now', async () => {
  const film = '{&quot;uid&quot;:&quot;f1&quot;,&quot;hls&quot;:&quot;/media/new/manifest/video.m3u8&quot;}'
  const send = answered(Promise.resolve(new Response(`<div id="player" data-film="${film}"></div>`)))

  expect(await freshFilm(old)).toEqual({ uid: 'f1', hls: '/media/new/manifest/video.m3u8' })
  expect(send).toHaveBeenCalledWith('/watch/f1/now', expect.anything())
})

test('where its page is shut, waits or is not reached there are no addresses', async () => {
  answered(Promise.resolve(new Response('', { status: 404 })))
  expect(await freshFilm(old)).toBeUndefined()
  answered(Promise.resolve(new Response('<div id="waiting"></div>')))
  expect(await freshFilm(old)).toBeUndefined()
  answered(Promise.reject(new TypeError('offline')))
  expect(await freshFilm(old)).toBeUndefined()
})

test('a page that one comes back to, or that was thrown away meanwhile, says what was so once', () => {
  const came = vi.spyOn(performance, 'getEntriesByType')
  const by = (type: string) => came.mockReturnValue([{ type }] as unknown as PerformanceEntryList)
  by('navigate')
  expect(isOfAnotherTime()).toBe(false)
  expect(isOfAnotherTime({ wasDiscarded: true } as unknown as Document)).toBe(true)
  by('reload')
  expect(isOfAnotherTime()).toBe(false)
  by('back_forward')
  expect(isOfAnotherTime()).toBe(true)
  came.mockRestore()
})
