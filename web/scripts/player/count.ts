import type { MediaProviderChangeEvent } from 'vidstack'
import type { MediaPlayerElement } from 'vidstack/elements'
import { Beats, sendBeat } from './beats'
import type { Film } from './film'
import { Outbox } from './outbox'
import { keepPlace } from './places'

/** What is played is told to the server, and where one is to this browser. */
export class Count {
  readonly #beats: Beats
  #media: HTMLMediaElement | undefined
  #second: number | undefined
  #kept = 0

  constructor(
    private readonly player: MediaPlayerElement,
    private readonly film: Film,
    signal: AbortSignal,
  ) {
    const outbox = new Outbox()
    this.#beats = new Beats(
      (beat) => outbox.send(() => sendBeat(film.beats, beat, film.signedIn)),
      () => document.visibilityState === 'visible' || player.state.pictureInPicture,
    )
    const stop = () => this.stop()
    player.addEventListener('time-update', () => this.#step(), { signal })
    player.addEventListener('provider-change', (event) => this.#hear(event, signal), { signal })
    for (const event of ['pause', 'seeking', 'ended', 'picture-in-picture-change'])
      player.addEventListener(event, stop, { signal })
    // The last thing that every browser tells of a page, on a phone too; and what was not seen ends where it is seen again.
    document.addEventListener('visibilitychange', stop, { signal })
    window.addEventListener('pagehide', stop, { signal })
  }

  /** The second of the film one is at; undefined before there is any of it. */
  get second(): number | undefined {
    return this.#second
  }

  /** What was played until now is told, and where it was. */
  stop(): void {
    this.#beats.flush()
    this.#keep()
  }

  /** The player asks by frames, and a frame of another site that is scrolled away paints none; the element itself always tells. */
  #hear({ detail: provider }: MediaProviderChangeEvent, signal: AbortSignal): void {
    this.#media =
      provider && 'media' in provider && provider.media instanceof HTMLMediaElement
        ? provider.media
        : undefined
    this.#media?.addEventListener('timeupdate', () => this.#step(), { signal })
    this.#media?.addEventListener(
      'seeking',
      () => {
        this.#step()
        this.stop()
      },
      { signal },
    )
  }

  #step(): void {
    const media = this.#media
    // While it is given up, or taken up anew, it says 0.
    if (!media || media.readyState === 0) return
    const second = (this.#second = media.currentTime)
    const { paused, seeking } = this.player.state
    if (paused || seeking || media.seeking) return
    this.#beats.played(second, media.playbackRate)
    if (Math.abs(second - this.#kept) >= 5) {
      this.#kept = second
      this.#keep()
    }
  }

  #keep(): void {
    const { started, ended } = this.player.state
    if (started) keepPlace(this.film, ended ? 0 : (this.#second ?? 0))
  }
}
