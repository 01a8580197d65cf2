/** Whether it need not come again; or is to wait until it can arrive; or arrived and could not be answered, which may be its own fault. */
export type Sent = 'done' | 'waits' | 'failed'
export type Send = () => Promise<Sent>

const most = 50
const mostFailures = 3

/**
 * What is to be told, in its order: what did not arrive waits, and is sent before the next, once there is a connection again and
 * when somebody leaves. Of too much the oldest is given up, and so is what fails again and again.
 */
export class Outbox {
  /** And how often each has failed. */
  readonly #waiting = new Map<Send, number>()
  readonly #under = new Set<Send>()
  #isDelivering = false
  #listening: AbortController | undefined

  send(send: Send): void {
    this.#waiting.set(send, 0)
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= most) break
      this.#waiting.delete(oldest)
    }
    void this.#deliver()
    this.#listen()
  }

  async #deliver(): Promise<void> {
    if (this.#isDelivering) return
    this.#isDelivering = true
    for (let next = this.#next(); next; next = this.#next()) if (!(await this.#try(next))) break
    this.#isDelivering = false
  }

  #next(): Send | undefined {
    return [...this.#waiting.keys()].find((each) => !this.#under.has(each))
  }

  async #try(send: Send): Promise<boolean> {
    this.#under.add(send)
    const sent = await send()
    this.#under.delete(send)
    const failures = (this.#waiting.get(send) ?? 0) + (sent === 'failed' ? 1 : 0)
    const isDone = sent === 'done' || failures === mostFailures
    if (isDone) this.#waiting.delete(send)
    else if (this.#waiting.has(send)) this.#waiting.set(send, failures)
    if (this.#waiting.size === 0) this.#listening?.abort()
    return isDone
  }

  /** Nobody is there any more to wait for answers. */
  #deliverAll(): void {
    for (const each of this.#waiting.keys()) if (!this.#under.has(each)) void this.#try(each)
  }

  /** As long as something waits. */
  #listen(): void {
    if (this.#listening && !this.#listening.signal.aborted) return
    this.#listening = new AbortController()
    const { signal } = this.#listening
    window.addEventListener('online', () => void this.#deliver(), { signal })
    window.addEventListener('pagehide', () => this.#deliverAll(), { signal })
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'hidden' && this.#deliverAll(),
      { signal },
    )
  }
}
