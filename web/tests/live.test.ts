import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenForEvents, openLive, pause, type LiveEvent, type LiveState } from '../scripts/live'

class Source extends EventTarget {
  onopen?: () => void
  onerror?: () => void
  close = vi.fn()
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function listen() {
  const sources: Source[] = []
  const states: LiveState[] = []
  const heard: string[] = []
  const live = openLive('/live', {
    events: ['progress'],
    onEvent: (name, data) => heard.push(`${name} ${data}`),
    onState: (state) => states.push(state),
    connect: () => {
      const source = new Source()
      sources.push(source)
      return source as unknown as EventSource
    },
  })
  return { sources, states, heard, live }
}

describe('live events', () => {
  it('are heard by name', () => {
    const { sources, heard } = listen()

    sources[0]?.dispatchEvent(new MessageEvent('progress', { data: '42' }))

    expect(heard).toEqual(['progress 42'])
  })

  it('come back after the server was away', () => {
    const { sources, states } = listen()

    sources[0]?.onopen?.()
    sources[0]?.onerror?.()
    vi.advanceTimersByTime(1000)
    sources[1]?.onopen?.()

    expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open'])
    expect(sources[0]?.close).toHaveBeenCalled()
  })

  it('stop when they are closed while waiting', () => {
    const { sources, live } = listen()

    sources[0]?.onerror?.()
    live.close()
    vi.advanceTimersByTime(60_000)

    expect(sources).toHaveLength(1)
  })
})

describe('an element that listens', () => {
  const sources: Source[] = []
  let heard: string[]

  beforeEach(() => {
    sources.length = 0
    heard = []
    class PageSource extends Source {
      constructor() {
        super()
        sources.push(this)
      }
    }
    vi.stubGlobal('EventSource', PageSource)
    document.body.innerHTML = '<p data-live="/live" data-live-events="video:0198 jobs"></p>'
    for (const name of ['video', 'jobs', 'reset']) {
      element().addEventListener(`live:${name}`, (event) => {
        const { topic, data } = (event as CustomEvent<LiveEvent>).detail
        heard.push(`${name} ${topic} ${data}`)
      })
    }
    listenForEvents(document)
  })
  afterEach(async () => {
    document.body.innerHTML = ''
    await vi.advanceTimersByTimeAsync(0)
    vi.unstubAllGlobals()
  })

  function element(): HTMLElement {
    return document.querySelector<HTMLElement>('[data-live]') as HTMLElement
  }

  it('hears topics by their kind, and a reset unasked', () => {
    sources[0]?.dispatchEvent(new MessageEvent('video:0198', { data: '1' }))
    sources[0]?.dispatchEvent(new MessageEvent('jobs', { data: '2' }))
    sources[0]?.dispatchEvent(new MessageEvent('reset', { data: '{}' }))

    expect(heard).toEqual(['video video:0198 1', 'jobs jobs 2', 'reset reset {}'])
  })

  it('is told to fetch again after a connection that replaces a lost one, and not after the first', () => {
    sources[0]?.onopen?.()
    expect(heard).toEqual([])

    sources[0]?.onerror?.()
    vi.advanceTimersByTime(1000)
    sources[1]?.onopen?.()

    expect(heard).toEqual(['reset reset {}'])
  })

  it('lets its connection go as soon as it is taken out of the page', async () => {
    element().remove()
    await vi.advanceTimersByTimeAsync(0)

    expect(sources[0]?.close).toHaveBeenCalled()
  })

  it('does not connect again when its line drops after it has left', () => {
    element().remove()
    sources[0]?.onerror?.()
    vi.advanceTimersByTime(60_000)

    expect(sources).toHaveLength(1)
  })

  it('keeps its connection while it is moved', async () => {
    document.body.append(element())
    await vi.advanceTimersByTimeAsync(0)

    expect(sources[0]?.close).not.toHaveBeenCalled()
  })
})

describe('the pause before trying again', () => {
  it.each([
    [0, 1000],
    [3, 8000],
    [20, 30_000],
  ])('after %i failures is at most %i ms', (attempt, most) => {
    expect(pause(attempt, 1)).toBe(most)
    expect(pause(attempt, 0)).toBe(most / 2)
  })
})
