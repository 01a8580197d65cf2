import type { View } from './lanes'
import { Scale } from './scale'

const edgeRoom = 40
const margin = 100

/** A film to scale and the window one sees it through; what is on it is laid out once a frame at most. */
export class Reel {
  readonly scale = new Scale()
  #drawing = 0

  constructor(
    readonly window: HTMLElement,
    readonly film: HTMLElement,
    private readonly lay: () => void,
  ) {
    window.addEventListener('scroll', () => this.soon(), { passive: true })
    new ResizeObserver(() => this.soon()).observe(window)
    // Day and night differ in what the wave is drawn with.
    new MutationObserver(() => this.soon()).observe(document.documentElement, {
      attributeFilter: ['data-theme'],
    })
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.soon())
  }

  soon(): void {
    if (this.#drawing === 0) this.#drawing = requestAnimationFrame(() => this.layNow())
  }

  layNow(): void {
    cancelAnimationFrame(this.#drawing)
    this.#drawing = 0
    this.lay()
  }

  /** As long as the scale says; answers what of it is seen. */
  view(duration: number): View {
    const { scale } = this
    this.film.style.width = `${scale.width}px`
    const { clientWidth, scrollLeft } = this.window
    return {
      scale,
      duration,
      left: scrollLeft,
      width: clientWidth,
      from: scale.moment(scrollLeft - margin),
      to: scale.moment(scrollLeft + clientWidth + margin),
    }
  }

  momentAt(clientX: number): number {
    return this.scale.moment(clientX - this.film.getBoundingClientRect().left)
  }

  /** Near an end of the window the film comes by itself; answers whether it did. */
  scrollNear(clientX: number): boolean {
    const { left, right } = this.window.getBoundingClientRect()
    const by = clientX < left + edgeRoom ? -12 : clientX > right - edgeRoom ? 12 : 0
    const before = this.window.scrollLeft
    this.window.scrollLeft += by
    return this.window.scrollLeft !== before
  }

  /** Brings a moment into the window, if it is not there. */
  reveal(moment: number): void {
    const x = this.scale.x(moment)
    const { scrollLeft, clientWidth } = this.window
    if (x < scrollLeft + edgeRoom || x > scrollLeft + clientWidth - edgeRoom)
      this.window.scrollLeft = x - clientWidth / 3
  }

  /** Turns over as a page does where the film runs out of the window. */
  turn(moment: number): void {
    const x = this.scale.x(moment)
    const { scrollLeft, clientWidth } = this.window
    if (x < scrollLeft || x > scrollLeft + clientWidth - edgeRoom) this.window.scrollLeft = x - edgeRoom
  }

  /** What is at the anchor, in pixels of the window, stays there. */
  zoomTo(zoom: number, anchor: number): void {
    const moment = this.scale.moment(this.window.scrollLeft + anchor)
    this.scale.zoomTo(zoom)
    this.film.style.width = `${this.scale.width}px`
    this.window.scrollLeft = this.scale.x(moment) - anchor
    this.soon()
  }
}
