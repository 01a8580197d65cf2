import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLive, pause, type LiveState } from '../scripts/live'

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
