export type LiveState = 'connecting' | 'open' | 'waiting'

export interface Live {
  close(): void
}

interface Hearing {
  events: readonly string[]
  onEvent(name: string, data: string): void
  onState(state: LiveState): void
  connect?: (url: string) => EventSource
}

/** Doubles from one second to half a minute, each with some chance, so that a restart is not met by everyone at once. */
export function pause(attempt: number, chance = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** attempt) * (0.5 + chance / 2)
}

/**
 * Server-sent events that always come back. EventSource reconnects by itself only when the line drops; when the
 * server answers with an error, as it does while it restarts, it gives up for good.
 */
export function openLive(url: string, hearing: Hearing): Live {
  const connect = hearing.connect ?? ((address: string) => new EventSource(address))
  let source: EventSource
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    hearing.onState('connecting')
    source = connect(url)
    source.onopen = () => {
      attempt = 0
      hearing.onState('open')
    }
    source.onerror = () => {
      source.close()
      hearing.onState('waiting')
      timer = setTimeout(start, pause(attempt++))
    }
    for (const name of hearing.events) {
      source.addEventListener(name, (event: MessageEvent<string>) => hearing.onEvent(name, event.data))
    }
  }

  start()
  return {
    close() {
      clearTimeout(timer)
      source.close()
    },
  }
}

/**
 * An element with data-live="/address" and data-live-events="progress ready" hears those events as `live:progress`
 * and `live:ready`, and shows its connection in data-live-state. It stops listening once it has left the page.
 */
export function listenForEvents(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-live]:not([data-live-state])')) {
    const live = openLive(element.dataset['live'] ?? '', {
      events: (element.dataset['liveEvents'] ?? '').split(' ').filter(Boolean),
      onEvent(name, data) {
        if (!element.isConnected) return live.close()
        element.dispatchEvent(new CustomEvent(`live:${name}`, { detail: data, bubbles: true }))
      },
      onState(state) {
        element.dataset['liveState'] = state
      },
    })
  }
}
