/** Sends one thing, and answers whether it need not be sent again. */
export type Send = () => Promise<boolean>

const most = 50

/**
 * What is to be told, in its order: what did not arrive waits, and is sent before the next, once there is a connection again and
 * when somebody leaves. Of too much the oldest is given up.
 */
export class Outbox {
  readonly #waiting = new Set<Send>()
  readonly #under = new Set<Send>()
  #isDelivering = false
  #listening: AbortController | undefined

  send(send: Send): void {
    this.#waiting.add(send)
    for (const oldest of this.#waiting) {
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
    return [...this.#waiting].find((each) => !this.#under.has(each))
  }

  async #try(send: Send): Promise<boolean> {
    this.#under.add(send)
    const isDone = await send()
    this.#under.delete(send)
    if (isDone) this.#waiting.delete(send)
    if (this.#waiting.size === 0) this.#listening?.abort()
    return isDone
  }

  /** Nobody is there any more to wait for answers. */
  #deliverAll(): void {
    for (const each of this.#waiting) if (!this.#under.has(each)) void this.#try(each)
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
