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
  let closed = false

  function start(): void {
    hearing.onState('connecting')
    if (closed) return
    source = connect(url)
    source.onopen = () => {
      attempt = 0
      hearing.onState('open')
    }
    source.onerror = () => {
      source.close()
      hearing.onState('waiting')
      if (closed) return
      timer = setTimeout(start, pause(attempt++))
    }
    for (const name of hearing.events) {
      source.addEventListener(name, (event: MessageEvent<string>) => hearing.onEvent(name, event.data))
    }
  }

  start()
  return {
    close() {
      closed = true
      clearTimeout(timer)
      source.close()
    },
  }
}

/**
 * An element with data-live="/address" hears that stream's events and shows its connection in data-live-state. It stops
 * listening once it has left the page.
 *
 * data-live-events lists topics in full, as the server names its events; the element hears each by its kind, the part
 * before the colon: with "video:0198 jobs" it hears `live:video` and `live:jobs`, topic and data in the detail. `live:reset`
 * needs no mention: events may have been missed, fetch everything again. It comes when the server says so and after each
 * connection that replaces a lost one.
 */
export function listenForEvents(root: ParentNode): void {
  const found = [...root.querySelectorAll<HTMLElement>(LISTENING)]
  if (root instanceof HTMLElement && root.matches(LISTENING)) found.push(root)
  for (const element of found) listen(element)
}

const LISTENING = '[data-live]:not([data-live-state])'

const listening = new Map<HTMLElement, Live>()

/** By htmx or by whatever else. */
const removals = new MutationObserver(stopListeningToRemoved)

function stopListeningToRemoved(): void {
  for (const [element, live] of listening) {
    if (element.isConnected) continue
    live.close()
    listening.delete(element)
    // Put back into the page, it would listen anew.
    delete element.dataset['liveState']
  }
  if (listening.size === 0) removals.disconnect()
}

function listen(element: HTMLElement): void {
  let connections = 0

  function tell(name: string, detail: LiveEvent): void {
    element.dispatchEvent(new CustomEvent(`live:${name}`, { detail, bubbles: true }))
  }

  const live = openLive(element.dataset['live'] ?? '', {
    events: [...new Set([...(element.dataset['liveEvents'] ?? '').split(/\s+/).filter(Boolean), RESET])],
    onEvent(topic, data) {
      if (!element.isConnected) return stopListeningToRemoved()
      tell(kind(topic), { topic, data })
    },
    onState(state) {
      if (!element.isConnected) return stopListeningToRemoved()
      element.dataset['liveState'] = state
      if (state === 'open' && connections++ > 0) tell(RESET, { topic: RESET, data: '{}' })
    },
  })
  listening.set(element, live)
  removals.observe(document, { childList: true, subtree: true })
}

export interface LiveEvent {
  topic: string
  data: string
}

const RESET = 'reset'

function kind(topic: string): string {
  return topic.split(':', 1)[0] ?? topic
}
