import { Drag, type Drawn } from '../chapters/drag'
import type { Film } from '../chapters/film'
import { Ruler } from '../chapters/lanes'
import { lay, write } from '../chapters/pool'
import { Reel } from '../chapters/reel'
import { quiets } from '../chapters/snap'
import { Wave } from '../chapters/wave'
import { Blocks } from './blocks'
import type { Cue, Cues } from './cues'
import { Drawing } from './drawing'
import { edgeOf, timeOf } from './edges'
import { Seen, type Placed } from './seen'
import { sayTime } from './times'

export interface StripActs {
  choose(id: number): void
  /** While it is drawn. */
  drawing(cue: Cue): void
  done(): void
}

/** So many seconds of the film are seen at once. */
const least = 12
const most = 30
const pixelsOfSecond = 45
const jump = 1000
const reachOfHand = 8

/** The film around where it is, to scale: its sound, and the captions as blocks whose edges are drawn. */
export class Strip {
  readonly #reel: Reel
  readonly #head: HTMLElement
  readonly #tip: HTMLElement
  readonly #ruler: Ruler
  readonly #wave: Wave
  readonly #blocks: Blocks
  readonly #drag: Drag
  readonly #drawing: Drawing
  readonly #seen = new Seen()
  readonly #length: number
  readonly #isStill = matchMedia('(prefers-reduced-motion: reduce)')
  #peaks: readonly number[] = []
  #chosen: number | undefined
  #said: number | undefined
  #now = 0
  #isPlaying = false
  #width = 0
  /** Where in the window the mark stands while the film runs past it. */
  #stand: number | undefined
  /** Where the window was scrolled to from here; elsewhere it was somebody's hand. */
  #left = 0
  #isLed = false

  constructor(
    private readonly place: HTMLElement,
    private readonly film: Pick<Film, 'now' | 'isPlaying' | 'seek'>,
    private readonly cues: Cues,
    private readonly acts: StripActs,
  ) {
    this.#length = Number(place.dataset['cueStrip'])
    this.#reel = new Reel(this.#part('window'), this.#part('film'), () => this.#lay())
    this.#head = this.#part('head')
    this.#tip = this.#part('tip')
    this.#ruler = new Ruler(this.#part('ruler'))
    this.#wave = new Wave(this.#part('wave'))
    this.#drawing = new Drawing(cues, this.#seen, film)
    this.#blocks = new Blocks(this.#part('blocks'), this.#part('edges'), this.#drawing)
    this.#drag = new Drag(this.#reel.film, {
      momentAt: (x) => this.#reel.momentAt(x),
      scrollNear: (x) => this.#scrollNear(x),
      begin: (key) => this.#begin(edgeOf(key).id),
      draw: (drawn) => this.#draw(drawn),
      end: () => this.#dropped(this.#drawing.end()),
      cancel: () => this.#dropped(this.#drawing.cancel()),
      scrub: (moment) => this.film.seek(moment),
    })
    this.#reel.window.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    this.#part('blocks').addEventListener('click', (event) => this.#click(event))
    this.#part('edges').addEventListener('focusin', (event) => this.#focus(event))
    this.#part('edges').addEventListener('focusout', () => this.cues.settle())
  }

  /** How loud it is, evenly over the film; nothing where nothing is to be heard. */
  hear(peaks: readonly number[]): void {
    this.#peaks = peaks
    this.#drawing.quiet = quiets(peaks, this.#length)
    this.#part('wave').hidden = peaks.length === 0
    this.#reel.soon()
  }

  show(chosen: number | undefined): void {
    this.#seen.show(this.cues.list)
    this.#drawing.duration = Math.max(this.#length, this.#seen.end)
    this.#chosen = this.cues.at(chosen) < 0 ? undefined : chosen
    this.#reel.soon()
  }

  get hasFocus(): boolean {
    return this.place.contains(document.activeElement)
  }

  /** @param said what is said where the film is */
  step(said: number | undefined): void {
    const { now, isPlaying } = this.film
    const before = this.#now
    const isBegun = isPlaying && !this.#isPlaying
    this.#now = now
    this.#isPlaying = isPlaying
    this.#blocks.mark(said, this.#said)
    this.#said = said
    if (isBegun || Math.abs(now - before) > jump) {
      this.#isLed = false
      this.#stand = undefined
    }
    if (isPlaying) this.#run()
    else if (now !== before) this.#bring(now)
    this.#layHead()
  }

  /** Moves the edge that has the focus as a slider is moved; answers whether one has it. */
  nudge(target: EventTarget | null, by: number): boolean {
    const key = target instanceof Element && target.closest<HTMLElement>('[data-edge]')?.dataset['edge']
    if (!key) return false
    const edge = edgeOf(Number(key))
    if (this.#drawing.nudge(edge, by)) this.acts.done()
    this.#reel.layNow()
    const cue = this.#drawing.cueOf(edge)
    if (cue) this.#bring(timeOf(cue, edge.side))
    return true
  }

  #lay(): void {
    const { scale, window } = this.#reel
    const { clientWidth } = window
    const { duration } = this.#drawing
    if (clientWidth === 0 || duration === 0) return
    const seconds = Math.min(most, Math.max(least, clientWidth / pixelsOfSecond))
    scale.fit(duration, clientWidth)
    scale.zoomTo(duration / (1000 * seconds))
    const view = this.#reel.view(duration)
    this.#ruler.show(view)
    this.#wave.show({ ...view, duration: this.#length }, this.#peaks)
    this.#blocks.show(view, this.#shown(view.from, view.to), this.#chosen)
    this.#blocks.mark(this.#said, undefined)
    this.#layHead()
    if (clientWidth !== this.#width) this.#scrollTo(scale.x(this.#now) - clientWidth / 3)
    this.#width = clientWidth
  }

  /** Those in the window, and the chosen one, of which an edge may have the focus. */
  #shown(from: number, to: number): readonly Placed[] {
    const seen = this.#seen.between(from, to)
    const at = this.cues.at(this.#chosen)
    const cue = this.cues.list[at]
    if (!cue || seen.some((each) => each.at === at)) return seen
    return cue.start < from ? [{ cue, at }, ...seen] : [...seen, { cue, at }]
  }

  #layHead(): void {
    const x = this.#reel.scale.x(this.#now)
    const still = this.#left + (this.#stand ?? 0)
    // A window is scrolled by whole pixels, and what stands in it is not to tremble.
    lay(this.#head, this.#stand !== undefined && Math.abs(x - still) < 1 ? still : x)
  }

  /** The film runs past where one is, from a third of the window on, unless somebody looks elsewhere. */
  #run(): void {
    const { scale, window } = this.#reel
    if (this.#isLed || this.#drag.isUnderWay) return
    const x = scale.x(this.#now)
    const third = window.clientWidth / 3
    const at = x - window.scrollLeft
    if (at < 0 || at > window.clientWidth) this.#bring(this.#now)
    else if (this.#isStill.matches) {
      this.#reel.turn(this.#now)
      this.#left = window.scrollLeft
    } else if (this.#stand === undefined && at >= third) this.#stand = Math.min(at, 2 * third)
    if (this.#stand !== undefined) this.#scrollTo(Math.round(x - this.#stand))
  }

  /** Where it is in the window already, nothing moves. */
  #bring(moment: number): void {
    const { scale, window } = this.#reel
    const x = scale.x(moment)
    const { scrollLeft, clientWidth } = window
    if (x >= scrollLeft && x <= scrollLeft + clientWidth) return
    this.#stand = undefined
    this.#scrollTo(x - clientWidth / 3)
  }

  #scrollTo(left: number): void {
    this.#reel.window.scrollLeft = left
    this.#left = this.#reel.window.scrollLeft
  }

  #scrollNear(clientX: number): boolean {
    const isScrolled = this.#reel.scrollNear(clientX)
    this.#left = this.#reel.window.scrollLeft
    return isScrolled
  }

  #scrolled(): void {
    const { scrollLeft } = this.#reel.window
    if (Math.abs(scrollLeft - this.#left) <= 1) return
    this.#left = scrollLeft
    this.#isLed = true
    this.#stand = undefined
  }

  #begin(id: number): void {
    this.#drawing.begin()
    this.acts.choose(id)
  }

  #draw(drawn: Drawn): void {
    const cue = this.#drawing.draw(drawn, this.#reel.scale.reach(reachOfHand))
    if (!cue) return
    this.acts.drawing(cue)
    const time = timeOf(cue, edgeOf(drawn.key).side)
    this.#tip.hidden = false
    write(this.#tip, sayTime(time))
    lay(this.#tip, this.#reel.scale.x(time))
    this.#reel.soon()
  }

  #dropped(isChanged: boolean): void {
    this.#tip.hidden = true
    if (isChanged) this.acts.done()
  }

  #click({ target, clientX }: MouseEvent): void {
    const block = target instanceof Element && target.closest<HTMLElement>('[data-block]')
    if (!block) return
    this.film.seek(this.#reel.momentAt(clientX))
    this.acts.choose(Number(block.dataset['block']))
  }

  #focus({ target }: Event): void {
    const key = target instanceof HTMLElement && target.dataset['edge']
    if (key) this.acts.choose(edgeOf(Number(key)).id)
  }

  #part(name: string): HTMLElement {
    const part = this.place.querySelector<HTMLElement>(`[data-strip-${name}]`)
    if (!part) throw new Error(name)
    return part
  }
}
