import { isHLSProvider } from 'vidstack'
import type { MediaPlayerElement } from 'vidstack/elements'
import { beginAt, type Beginning } from './begin'
import { wirePage } from './beside'
import type { Choices } from './choices'
import { Count } from './count'
import { bringOurOwnLibraries, playerOf } from './elements'
import { freshFilm, type Film, type Wishes } from './film'
import { sayLength } from './length'
import { advice, decoding, hearTrouble, looked, showTrouble, shutOut, type Trouble } from './trouble'

/** Addresses of a film that is not open are good for an hour more. */
const goodFor = 5 * 60 * 60 * 1000

/** Where films are shown, and what holds for the one that takes the place of the one before too. */
interface Stage {
  place: HTMLElement
  wishes: Wishes
  choices: Choices
}

/** One player, from when it is put into its place until another is, or something else. */
export class Showing {
  readonly #until = new AbortController()
  readonly #player: MediaPlayerElement
  readonly #count: Count
  #told = Date.now()

  constructor(
    private readonly stage: Stage,
    private readonly film: Film,
    private readonly beginning: Beginning,
    /** Whether its link is a new one, with which nothing was played yet. */
    private isRenewed = false,
  ) {
    const { signal } = this.#until
    const { place, wishes, choices } = stage
    const player = (this.#player = playerOf(film, wishes, place))
    player.storage = choices.storageFor(film, wishes)
    choices.hearCaptions(player, signal)
    bringOurOwnLibraries(player, beginning)
    player.src = wishes.dash
      ? // Of a film that still grows dash.js would begin at the end as well.
        { src: `${film.dash}#t=${beginning.at}`, type: 'application/dash+xml' }
      : { src: film.hls, type: 'application/vnd.apple.mpegurl' }

    player.addEventListener('seeking', () => {
      player.toggleAttribute('data-sought', true)
      // Else it is at its end for as long as it believes so, and plays from its beginning; at the end it ends again.
      player.$state.ended.set(false)
    })
    player.addEventListener('playing', () => (this.isRenewed = false), { signal })
    player.addEventListener('play', () => void this.#replaceOldLink(), { signal })
    beginAt(player, beginning)
    this.#count = new Count(player, film, signal)
    wirePage(player, beginning, signal)
    sayLength(player, film.duration, signal)
    hearTrouble(player, signal, (trouble) => void this.#answer(trouble))
    // A film that cannot be watched any more gives way to the words that say so.
    document.addEventListener('refreshed', () => player.isConnected || this.#end(), { signal })
    place.replaceChildren(player)
  }

  #end(): void {
    this.#count.stop()
    this.#until.abort()
  }

  #openAnew(film: Film, plays: boolean): void {
    const { place, wishes, choices } = this.stage
    const muted = wishes.muted && this.#player.state.muted
    const at = this.#count.second ?? this.beginning.at
    const isWithin = place.contains(document.activeElement)
    this.#end()
    this.#player.destroy()
    place.replaceChildren()
    const stage = { place, wishes: { ...wishes, muted, autoplay: false }, choices }
    const next = new Showing(stage, film, { at, plays }, true)
    if (isWithin) next.#player.focus({ preventScroll: true })
  }

  /** Whoever comes back after hours does not first see the film stop. */
  async #replaceOldLink(): Promise<void> {
    if (Date.now() - this.#told < goodFor) return
    this.#told = Date.now()
    const film = await freshFilm(this.film)
    if (!film || film.hls === this.film.hls || this.#until.signal.aborted) return
    this.#openAnew(film, !this.#player.paused)
  }

  async #answer(heard: Trouble): Promise<void> {
    const plays = !this.#player.paused
    const trouble = await looked(heard, this.film.hls)
    const film = trouble.status === 401 && !this.isRenewed ? await freshFilm(this.film) : undefined
    if (this.#until.signal.aborted) return
    if (film) return this.#openAnew(film, plays)

    void this.#player.pause().catch(() => undefined)
    const provider = this.#player.provider
    // Else it goes on trying behind the words.
    if (trouble.code === decoding && isHLSProvider(provider)) provider.instance?.detachMedia()
    this.#tell(advice(trouble), trouble)
  }

  #tell(sentence: string, trouble: Trouble): void {
    showTrouble(this.stage.place, sentence, async () => {
      // A part that did not come once is not asked for again by every browser.
      if (trouble.inPart) return location.reload()
      const film = (await freshFilm(this.film)) ?? (trouble.status === 401 ? undefined : this.film)
      if (this.#until.signal.aborted) return
      if (film) this.#openAnew(film, true)
      else this.#tell(shutOut, trouble)
    })
  }
}
