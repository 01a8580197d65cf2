import { afterEach, describe, expect, it, vi } from 'vitest'
import { Beats, type Beat } from '../scripts/player/beats'
import { parseMoment, sayMoment } from '../scripts/player/moments'
import { keepPlace, placeIn } from '../scripts/player/places'
import { Failures, advice, looked, showTrouble } from '../scripts/player/trouble'

describe('moments', () => {
  it('are read as people and other sites write them', () => {
    const read = ['90', '90s', '1m30s', '1h2m', '2m', '1:30', '1:02:03', '75:30', ' 1M30S '].map(parseMoment)

    expect(read).toEqual([90, 90, 90, 3720, 120, 90, 3723, 4530, 90])
  })

  it('are nothing where nothing is said', () => {
    expect([null, '', 'soon', '-5', '1:75', '1:75:00', 'm'].map(parseMoment)).toEqual(
      Array(7).fill(undefined),
    )
  })

  it('are said as clocks say them', () => {
    expect([0, 7.9, 187, 3765].map(sayMoment)).toEqual(['0:00', '0:07', '3:07', '1:02:45'])
  })
})

describe('beats', () => {
  /** What is told after the first, which says that it begins. */
  const told = (play: (beats: Beats) => void, isVisible = () => true) => {
    const sent: Beat[] = []
    play(new Beats((beat) => sent.push(beat), isVisible))
    return sent.slice(1)
  }
  const stretches = (beats: Beat[]) => beats.map(({ from, to }) => [from, to])

  it('are told every ten seconds without a gap, and at the end', () => {
    const sent = told((beats) => {
      for (let second = 0; second <= 24; second += 0.5) beats.played(second, 1)
      beats.flush()
    })

    expect(stretches(sent)).toEqual([
      [0, 10],
      [10, 20],
      [20, 24],
    ])
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(new Set(sent.map(({ session }) => session)).size).toBe(1)
  })

  it('begin with one that says so, once, so that the server knows since when', () => {
    const sent: Beat[] = []
    const beats = new Beats((beat) => sent.push(beat))

    beats.played(7, 1)
    expect(stretches(sent)).toEqual([[7, 7]])
    beats.played(8, 1)
    beats.flush()
    beats.played(30, 1)
    expect(stretches(sent)).toEqual([
      [7, 7],
      [7, 8],
    ])
  })

  it('say whether it could be seen while it was played, not when they are sent', () => {
    let visible = true
    const sent = told(
      (beats) => {
        const turn = (to: boolean) => {
          visible = to
          beats.flush()
        }
        for (const second of [0, 1, 2]) beats.played(second, 1)
        turn(false)
        for (const second of [2, 3, 4]) beats.played(second, 1)
        turn(true)
        for (const second of [4, 5]) beats.played(second, 1)
        beats.flush()
      },
      () => visible,
    )

    expect(sent.map(({ from, to, visible }) => [from, to, visible])).toEqual([
      [0, 2, true],
      [2, 4, false],
      [4, 5, true],
    ])
  })

  it('never span what was jumped over, forward or back', () => {
    const sent = told((beats) => {
      for (const second of [0, 1, 2, 60, 61, 5, 6]) beats.played(second, 1)
      beats.flush()
    })

    expect(stretches(sent)).toEqual([
      [0, 2],
      [60, 61],
      [5, 6],
    ])
  })

  it('say at which rate, and leave out what was only touched', () => {
    const sent = told((beats) => {
      for (const second of [0, 1]) beats.played(second, 1)
      for (const second of [1, 3]) beats.played(second, 2)
      beats.played(90, 1)
      beats.flush()
    })

    expect(sent.map(({ from, to, rate }) => [from, to, rate])).toEqual([
      [0, 1, 1],
      [1, 3, 2],
    ])
  })
})

describe('places', () => {
  const film = (uid: string, duration: number | null, position?: number) => ({
    uid,
    duration,
    position: position ?? 0,
    signedIn: position !== undefined,
  })
  const keptAt = (at: number, before: number | null, now = before) => {
    keepPlace(film('one', before), at)
    return placeIn(film('one', now))
  }

  it('are kept by film, the latest hundred', () => {
    for (let each = 0; each < 120; each++) keepPlace(film(`film-${each}`, 200), each + 0.4, each)

    expect(['film-119', 'film-20', 'film-19'].map((uid) => placeIn(film(uid, 200)))).toEqual([119, 20, 0])
  })

  it('are gone on from unless it was a look or the end', () => {
    expect([keptAt(3, 90), keptAt(40, 90), keptAt(88, 90)]).toEqual([0, 40, 0])
    expect([3, 40, 88].map((at) => placeIn(film('two', 90, at)))).toEqual([0, 40, 0])
  })

  it('are those of the film as it is now, whatever its file was', () => {
    expect(keptAt(1800, 3600, 600)).toBe(0)
    expect(keptAt(58, 60, 3600)).toBe(0)
    expect([1800, 58].map((at) => placeIn(film('two', 600, at)))).toEqual([0, 58])
  })

  it('are kept where nobody knows yet how long the film will be', () => {
    expect([keptAt(58, null), keptAt(58, null, 60)]).toEqual([58, 0])
  })

  it('of who is signed in are not kept here', () => {
    keepPlace(film('three', 90, 0), 40)

    expect(placeIn(film('three', 90))).toBe(0)
  })
})

describe('trouble', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is told with what to do, by what went wrong', () => {
    expect(advice({ status: 401, code: 1 }, true)).toContain('Try again')
    expect(advice({ status: 403, code: 1 }, true)).toContain('own page')
    expect(advice({ status: 404, code: 1 }, true)).toContain('Reload')
    expect(advice({ status: 503, code: 1 }, true)).toContain('Wait')
    expect(advice({ code: 4 }, true)).toContain('another one')
    expect(advice({ status: 404, code: 1 }, false)).toContain('offline')
  })

  it('of the connection, or of a part of the player, is not that of the browser', () => {
    expect(advice({ status: 0, code: 4 }, true)).toContain('connection')
    expect(advice({ code: 4, inPart: true }, true)).toContain('part of the player')
  })

  it('of which nobody said what the server answered is looked into', async () => {
    const asked = vi.fn(async () => new Response(null, { status: 401 }))
    vi.stubGlobal('fetch', asked)
    expect(await looked({ code: 4 }, '/film')).toEqual({ code: 4, status: 401 })
    expect(asked).toHaveBeenCalledWith('/film', { method: 'HEAD' })
    expect(await looked({ code: 1, status: 503 }, '/film')).toEqual({ code: 1, status: 503 })
    expect(await looked({ code: 3 }, '/film')).toEqual({ code: 3 })
    expect(await looked({ code: 4, inPart: true }, '/film')).toEqual({ code: 4, inPart: true })
    expect(asked).toHaveBeenCalledTimes(1)

    vi.stubGlobal('fetch', async () => new Response(null, { status: 200 }))
    expect(await looked({ code: 4 }, '/film')).toEqual({ code: 4 })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    expect(await looked({ code: 4 }, '/film')).toEqual({ code: 4, status: 0 })
  })

  it('has the focus of whoever was in there, also where one trouble follows another', () => {
    document.body.innerHTML = '<button id="elsewhere"></button><div id="place"><input></div>'
    const place = document.querySelector<HTMLElement>('#place')!
    const again = vi.fn(() => showTrouble(place, 'Still not', vi.fn()))
    document.querySelector<HTMLElement>('#elsewhere')?.focus()
    showTrouble(place, 'Not now', again)
    expect(document.activeElement?.id).toBe('elsewhere')
    place.querySelector('input')?.focus()
    showTrouble(place, 'Not now', again)
    expect(document.activeElement).toBe(place.querySelector('.player-trouble button'))

    place.querySelector('button')?.click()
    expect(place.querySelectorAll('.player-trouble')).toHaveLength(1)
    expect(place.textContent).toContain('Still not')
    expect(document.activeElement).toBe(place.querySelector('button'))
    expect(again).toHaveBeenCalledOnce()
  })

  it('is the last where it comes the third time at about the same second', () => {
    const failures = new Failures()
    expect([20, 21, 22].map((second) => failures.isLast(second))).toEqual([false, false, true])

    const apart = new Failures()
    expect([20, 60, 100, 140].map((second) => apart.isLast(second))).toEqual(Array(4).fill(false))
  })
})
