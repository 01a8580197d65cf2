import { Bars, Ghosts } from './bars'
import type { Chapter, Proposal } from './chapter'
import { sayShort } from './clock'
import { Drag, type Drawn } from './drag'
import { Pictures, Ruler, Words } from './lanes'
import { lay, write } from './pool'
import { Reel } from './reel'
import type { Scale } from './scale'
import { sayKind, type Segment, type Target } from './snap'
import { showTile, tileAt, type Tile } from './storyboard'
import { Wave } from './wave'

/** What is on the time line. */
export interface Shown {
  readonly list: readonly Chapter[]
  readonly ghosts: readonly Proposal[]
  /** Whether there is anything that could be one: what is below does not move as they come and go. */
  readonly isProposed: boolean
  readonly chosen: number | undefined
  readonly duration: number
}

export interface TimelineActs {
  seek(moment: number): void
  choose(key: number): void
  /** Where the edge came to lie, and what it was drawn to. */
  draw(drawn: Drawn, reach: number): { start: number; to: Target | undefined }
  drawn(): void
  undrawn(): void
  rename(key: number, title: string): void
}

const tipHeight = 90
/** A bar that is narrower says nothing. */
const readable = 88

/** The film to scale: chapters, proposals, pictures, sound and words one below the other, and where one is. */
export class Timeline {
  readonly #reel: Reel
  readonly #head: HTMLElement
  readonly #tip: HTMLElement
  readonly #ruler: Ruler
  readonly #bars: Bars
  readonly #ghosts: Ghosts
  readonly #pictures: Pictures
  readonly #wave: Wave
  readonly #words: Words
  readonly #drag: Drag
  #shown: Shown = { list: [], ghosts: [], isProposed: false, chosen: undefined, duration: 0 }
  #now = 0
  #isLaid = false
  tiles: readonly Tile[] = []
  peaks: readonly number[] = []
  segments: readonly Segment[] = []

  constructor(
    private readonly place: HTMLElement,
    private readonly acts: TimelineActs,
  ) {
    this.#reel = new Reel(this.#part('window'), this.#part('film'), () => this.#lay())
    this.#head = this.#part('head')
    this.#tip = this.#part('tip')
    this.#ruler = new Ruler(this.#part('ruler'))
    this.#bars = new Bars(this.#part('bars'), this.#part('edges'))
    this.#ghosts = new Ghosts(this.#part('ghosts'))
    this.#pictures = new Pictures(this.#part('pictures'))
    this.#wave = new Wave(this.#part('wave'))
    this.#words = new Words(this.#part('words'))
    this.#drag = new Drag(this.#reel.film, {
      momentAt: (x) => this.#reel.momentAt(x),
      scrollNear: (x) => this.#reel.scrollNear(x),
      begin: (key) => this.acts.choose(key),
      draw: (drawn) => this.#draw(drawn),
      end: () => this.#dropped(() => this.acts.drawn()),
      cancel: () => this.#dropped(() => this.acts.undrawn()),
      scrub: (moment) => this.acts.seek(moment),
    })
    this.#reel.window.addEventListener('wheel', (event) => this.#wheel(event), { passive: false })
    this.#part('bars').addEventListener('click', (event) => this.#click(event))
    this.#part('bars').addEventListener('dblclick', (event) => this.rename(barOf(event)))
    this.#part('edges').addEventListener('focusin', (event) => this.#focus(event))
  }

  show(shown: Shown): void {
    this.#shown = shown
    this.#reel.soon()
  }

  /** @param follows whether the window goes along where it runs */
  step(now: number, follows: boolean): void {
    this.#now = now
    lay(this.#head, this.#reel.scale.x(now))
    if (follows && !this.#drag.isUnderWay) this.#reel.turn(now)
  }

  /** The first has none before it to be merged with. */
  nameMerging(isFirst: boolean): void {
    const button = this.place.querySelector<HTMLElement>('[data-act=merge]')
    if (!button) return
    button.toggleAttribute('data-removes', isFirst)
    button.title = isFirst ? 'Remove; the next begins with the video (M)' : 'Merge with the one before (M)'
  }

  /** Brings a moment into the window, if it is not there. */
  reveal(moment: number): void {
    this.#reel.reveal(moment)
  }

  /** Where the film is stays where it is in the window. */
  zoom(times: number): void {
    const { scale, window } = this.#reel
    const x = scale.x(this.#now) - window.scrollLeft
    const isSeen = x >= 0 && x <= window.clientWidth
    this.#reel.zoomTo(scale.zoom * times, isSeen ? x : window.clientWidth / 2)
  }

  fit(): void {
    this.#reel.zoomTo(1, 0)
  }

  rename(key: number | undefined): void {
    const chapter = this.#shown.list.find((it) => it.key === key)
    if (!chapter) return
    // Letters that follow at once are for its field, so that is there at once.
    this.#reel.layNow()
    this.reveal(chapter.start)
    this.#bars.rename(chapter, (title) => {
      if (title !== undefined) this.acts.rename(chapter.key, title)
      ;(this.#bars.edgeOf(chapter.key) ?? this.#reel.window).focus({ preventScroll: true })
    })
  }

  get hasFocus(): boolean {
    return this.place.contains(document.activeElement)
  }

  /** Where the edge that had the focus is gone, the edge there now has it, else the window. */
  keepFocus(key: number | undefined): void {
    this.#reel.layNow()
    if (this.place.contains(document.activeElement)) return
    ;(this.#bars.edgeOf(key) ?? this.#reel.window).focus({ preventScroll: true })
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const { scale, window } = this.#reel
    const anchor = event.clientX - window.getBoundingClientRect().left
    this.#reel.zoomTo(scale.zoom * Math.exp(-event.deltaY / 200), anchor)
  }

  #lay(): void {
    const { clientWidth } = this.#reel.window
    const { list, ghosts, isProposed, chosen, duration } = this.#shown
    if (clientWidth === 0 || duration === 0) return
    const { scale } = this.#reel
    scale.fit(duration, clientWidth)
    if (!this.#isLaid) scale.zoomTo((list.length * readable) / clientWidth)
    this.#isLaid = true
    const view = this.#reel.view(duration)
    this.#hide(isProposed, this.tiles.length > 0, this.peaks.length > 0, this.segments.length > 0)
    this.#ruler.show(view)
    this.#bars.show(view, list, chosen)
    this.#ghosts.show(view, ghosts)
    this.#pictures.show(view, this.tiles)
    this.#wave.show(view, this.peaks)
    this.#words.show(view, this.segments)
    lay(this.#head, scale.x(this.#now))
    this.#enable(scale)
  }

  #hide(ghosts: boolean, pictures: boolean, wave: boolean, words: boolean): void {
    for (const [lane, there] of Object.entries({ ghosts, pictures, wave, words }))
      this.#part(lane).hidden = !there
  }

  #enable({ zoom, most }: Scale): void {
    for (const button of this.place.querySelectorAll<HTMLButtonElement>('[data-act]')) {
      const { act } = button.dataset
      if (act === 'zoomOut' || act === 'fit') button.disabled = zoom <= 1
      if (act === 'zoomIn') button.disabled = zoom >= most
    }
  }

  #draw(drawn: Drawn): void {
    const { scale } = this.#reel
    const { start, to } = this.acts.draw(drawn, scale.reach(8))
    this.#tip.hidden = false
    write(this.#tip.querySelector('[data-tip-time]'), sayShort(start))
    write(this.#tip.querySelector('[data-tip-near]'), to ? sayKind(to.kind) : '')
    const tile = tileAt(this.tiles, start)
    const picture = this.#tip.querySelector<HTMLElement>('[data-tip-picture]')
    if (tile && picture) showTile(picture, tile, tipHeight)
    const width = this.#tip.offsetWidth
    lay(this.#tip, Math.min(scale.width - width, Math.max(0, scale.x(start) - width / 2)))
  }

  #dropped(then: () => void): void {
    this.#tip.hidden = true
    then()
  }

  #click(event: Event): void {
    const key = barOf(event)
    if (key !== undefined) this.acts.choose(key)
  }

  #focus({ target }: Event): void {
    const key = target instanceof HTMLElement ? target.dataset['edge'] : undefined
    const chapter = this.#shown.list.find((it) => String(it.key) === key)
    if (!chapter) return
    this.reveal(chapter.start)
    if (chapter.key !== this.#shown.chosen) this.acts.choose(chapter.key)
  }

  #part(name: string): HTMLElement {
    const part = this.place.querySelector<HTMLElement>(`[data-reel-${name}]`)
    if (!part) throw new Error(name)
    return part
  }
}

function barOf(event: Event): number | undefined {
  const bar = event.target instanceof Element && event.target.closest<HTMLElement>('[data-bar]')
  return bar ? Number(bar.dataset['bar']) : undefined
}
