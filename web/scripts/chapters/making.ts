import { openLive, type Live } from '../live'
import { write } from './pool'

interface Progress {
  state: string
  percent: number
  step: string | null
  expectedEndAt: string | null
  errorCode: string | null
}

const ended = new Set(['completed', 'failed', 'cancelled'])

/** How the making of chapters goes on, as its job tells. */
export class Making {
  #live: Live | undefined
  #job: string | undefined

  constructor(
    private readonly place: HTMLElement,
    private readonly over: (state: string) => void,
  ) {}

  get isUnderWay(): boolean {
    return this.#live !== undefined
  }

  /** The one that is under way. */
  get job(): string | undefined {
    return this.#live && this.#job
  }

  follow(job: string): void {
    this.#live?.close()
    this.#job = job
    this.place.hidden = false
    this.#show({ state: 'ready', percent: 0, step: null, expectedEndAt: null, errorCode: null })
    this.#live = openLive(`/api/v1/jobs/${job}/live`, {
      events: [`job:${job}`],
      onEvent: (_, data) => this.#hear(JSON.parse(data) as Progress),
      onState: () => undefined,
    })
  }

  #hear(progress: Progress): void {
    if (!this.#live) return
    this.#show(progress)
    if (!ended.has(progress.state)) return
    this.#live.close()
    this.#live = undefined
    this.place.hidden = true
    this.over(progress.state)
  }

  #show({ state, percent, step, expectedEndAt }: Progress): void {
    write(
      this.place.querySelector('[data-making-step]'),
      step ?? (state === 'running' ? 'Looking for chapters' : 'Waiting for its turn'),
    )
    write(this.place.querySelector('[data-making-share]'), percent > 0 ? `${percent} %` : '')
    write(
      this.place.querySelector('[data-making-left]'),
      expectedEndAt ? left(Date.parse(expectedEndAt) - Date.now()) : '',
    )
    const bar = this.place.querySelector('progress')
    if (bar && percent > 0) bar.value = percent
    else bar?.removeAttribute('value')
  }
}

function left(milliseconds: number): string {
  if (!(milliseconds > 0)) return ''
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60 ? `about ${seconds} s left` : `about ${Math.ceil(seconds / 60)} min left`
}
