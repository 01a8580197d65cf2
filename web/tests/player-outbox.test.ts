import type { MediaPlayerElement } from 'vidstack/elements'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sendBeat, type Beat } from '../scripts/player/beats'
import { Count } from '../scripts/player/count'
import type { Film } from '../scripts/player/film'
import { Outbox, type Sent } from '../scripts/player/outbox'

const settled = () => new Promise((resolve) => setTimeout(resolve))

afterEach(() => vi.unstubAllGlobals())

describe('what is to be told', () => {
  let reached = true
  let told: number[] = []
  // Nothing waits into the next.
  afterEach(async () => {
    reached = true
    window.dispatchEvent(new Event('online'))
    await settled()
  })
  const outbox = () => {
    reached = true
    told = []
    const box = new Outbox()
    return {
      async tell(...what: number[]) {
        for (const each of what) {
          box.send(async () => {
            told.push(each)
            return reached ? 'done' : 'waits'
          })
          await settled()
        }
      },
    }
  }

  it('is told once where it arrives', async () => {
    const { tell } = outbox()
    await tell(1, 2, 3)
    window.dispatchEvent(new Event('online'))
    window.dispatchEvent(new Event('pagehide'))
    await settled()

    expect(told).toEqual([1, 2, 3])
  })

  it('waits where it does not, and comes before the next', async () => {
    const { tell } = outbox()
    await tell(1)
    reached = false
    await tell(2, 3)
    reached = true
    told = []
    await tell(4)

    expect(told).toEqual([2, 3, 4])
  })

  it('is told once there is a connection again', async () => {
    const { tell } = outbox()
    reached = false
    await tell(1, 2)
    told = []
    reached = true
    window.dispatchEvent(new Event('online'))
    await settled()

    expect(told).toEqual([1, 2])
  })

  it('is all told at once when somebody leaves, whatever is answered', async () => {
    const { tell } = outbox()
    reached = false
    await tell(1, 2, 3)
    told = []
    window.dispatchEvent(new Event('pagehide'))

    expect(told).toEqual([1, 2, 3])
    await settled()
  })

  it('is given up where it is too much, the oldest first', async () => {
    const { tell } = outbox()
    reached = false
    await tell(...Array.from({ length: 60 }, (_, each) => each))
    told = []
    reached = true
    window.dispatchEvent(new Event('online'))
    await settled()

    expect(told).toEqual(Array.from({ length: 50 }, (_, each) => each + 10))
  })
})

it('what fails each time it arrives is given up at last, and keeps the next no longer', async () => {
  const told: string[] = []
  const box = new Outbox()
  const tell = async (name: string, how: Sent) => {
    box.send(async () => {
      told.push(name)
      return how
    })
    await settled()
  }
  await tell('broken', 'failed')
  await tell('second', 'done')
  expect(told).toEqual(['broken', 'broken'])
  await tell('third', 'done')
  expect(told).toEqual(['broken', 'broken', 'broken', 'second', 'third'])

  window.dispatchEvent(new Event('pagehide'))
  expect(told).toHaveLength(5)
})

it('a beat need not come again where it was taken, or would be refused again', async () => {
  const answers = async (status: number, body: string | null = null) => {
    vi.stubGlobal('fetch', async () => new Response(body, { status }))
    return sendBeat('/beats', {} as Beat, false)
  }
  for (const status of [204, 400, 403, 404, 413, 422]) expect(await answers(status), `${status}`).toBe('done')
  for (const status of [408, 425, 429, 502, 503, 504])
    expect(await answers(status), `${status}`).toBe('waits')
  expect(await answers(500)).toBe('failed')

  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await sendBeat('/beats', {} as Beat, false)).toBe('waits')

  expect(await answers(429, '{"code":"too-many-plays"}')).toBe('done')
  for (const body of ['{"code":"rate-limited"}', '<html>', 'null'])
    expect(await answers(429, body), body).toBe('waits')
})

describe('a film is counted', () => {
  const film = { id: 'f', uid: 'u', beats: '/beats', signedIn: false, duration: 600 } as Film
  const begin = () => {
    const sent: Beat[] = []
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body) as Beat)
      return new Response(null, { status: 204 })
    })
    const state = { paused: false, seeking: false, started: true, ended: false, pictureInPicture: false }
    const player = Object.assign(document.createElement('div'), { state })
    const until = new AbortController()
    const count = new Count(player as unknown as MediaPlayerElement, film, until.signal)
    const media = document.createElement('video')
    const is = (what: Partial<Record<keyof HTMLVideoElement, unknown>>) => {
      for (const [name, value] of Object.entries(what))
        Object.defineProperty(media, name, { value, configurable: true })
    }
    is({ readyState: 4, currentTime: 0, playbackRate: 1, seeking: false })
    player.dispatchEvent(new CustomEvent('provider-change', { detail: { media } }))
    const play = (from: number, to: number) => {
      for (let second = from; second <= to; second += 0.25) {
        is({ currentTime: second })
        media.dispatchEvent(new Event('timeupdate'))
      }
    }
    return { sent, state, until, count, is, media, play, player }
  }

  it('by what plays itself, as a frame that is scrolled away paints nothing', async () => {
    const { sent, play, count } = begin()
    play(0, 12)
    count.stop()
    await settled()

    expect(sent.map(({ from, to }) => [from, to])).toEqual([
      [0, 0],
      [0, 10],
      [10, 12],
    ])
    expect(count.second).toBe(12)
  })

  it('as seen in a picture of its own, behind a page that is not', async () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    const { sent, state, player, play } = begin()
    play(0, 2)
    state.pictureInPicture = true
    player.dispatchEvent(new Event('picture-in-picture-change'))
    play(2, 4)
    state.pictureInPicture = false
    player.dispatchEvent(new Event('picture-in-picture-change'))
    await settled()
    vi.restoreAllMocks()

    expect(sent.slice(1).map(({ to, visible }) => [to, visible])).toEqual([
      [2, false],
      [4, true],
    ])
  })

  it('not where it is sought through, nor at 0 because it is taken up anew', async () => {
    const { sent, is, media, play, count } = begin()
    play(0, 2)
    is({ currentTime: 3, seeking: true })
    media.dispatchEvent(new Event('seeking'))
    is({ seeking: false })
    play(3, 4)
    is({ readyState: 0, currentTime: 0 })
    media.dispatchEvent(new Event('timeupdate'))
    count.stop()
    await settled()

    expect(sent.slice(1).map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [3, 4],
    ])
    expect(count.second).toBe(4)
  })

  it('no more by a player that is gone', async () => {
    const { sent, play, until } = begin()
    play(0, 1)
    until.abort()
    window.dispatchEvent(new Event('pagehide'))
    play(1, 20)
    await settled()

    expect(sent).toHaveLength(1)
  })
})
