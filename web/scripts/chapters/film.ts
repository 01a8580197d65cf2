import type { MediaPlayerElement } from 'vidstack/elements'
import type { Film as Shown } from '../player/film'

/** The player of the page, as far as the editor needs it; where there is none, a place in the film all the same. */
export class Film {
  #now = 0

  /** @param steps the film is somewhere else now; told while it plays as often as the page is drawn */
  constructor(
    private readonly root: HTMLElement,
    private readonly steps: () => void,
  ) {
    // What a player tells does not rise to what is around it, but is heard on its way down.
    for (const event of ['time-update', 'seeking', 'seeked'])
      root.addEventListener(event, () => this.#heard(), true)
    root.addEventListener('play', () => this.#run(), true)
  }

  get now(): number {
    return this.#now
  }

  get isPlaying(): boolean {
    return this.#player()?.paused === false
  }

  /** The address of its small pictures; null where there are none. */
  get storyboard(): string | null {
    const told = this.root.querySelector<HTMLElement>('[data-film]')?.dataset['film']
    return told === undefined ? null : (JSON.parse(told) as Shown).storyboard
  }

  seek(moment: number): void {
    this.#now = Math.round(moment)
    const player = this.#player()
    if (player) player.currentTime = this.#now / 1000
    this.steps()
  }

  playFrom(moment: number): void {
    this.seek(moment)
    void this.#player()
      ?.play()
      .catch(() => undefined)
  }

  toggle(): void {
    const player = this.#player()
    if (!player) return
    if (player.paused) void player.play().catch(() => undefined)
    else void player.pause()
  }

  #heard(): void {
    const player = this.#player()
    if (player) this.#now = Math.round(player.currentTime * 1000)
    this.steps()
  }

  #run(): void {
    if (!this.isPlaying) return
    this.#heard()
    requestAnimationFrame(() => this.#run())
  }

  #player(): MediaPlayerElement | null {
    return this.root.querySelector('media-player')
  }
}
