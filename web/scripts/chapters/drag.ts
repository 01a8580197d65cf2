/** Where an edge is drawn to. */
export interface Drawn {
  readonly key: number
  readonly moment: number
  /** Without being drawn to anything near. */
  readonly free: boolean
}

export interface Dragging {
  momentAt(clientX: number): number
  scrollNear(clientX: number): boolean
  begin(key: number): void
  draw(drawn: Drawn): void
  end(): void
  cancel(): void
  scrub(moment: number): void
}

const firstStep = 3

/** Edges drawn and the film scrubbed, by mouse, pen and finger. */
export class Drag {
  #key: number | undefined
  #offset = 0
  #from = 0
  #moved = false
  #scrubs = false
  #last: PointerEvent | undefined

  constructor(
    private readonly film: HTMLElement,
    private readonly acts: Dragging,
  ) {
    film.addEventListener('pointerdown', (event) => this.#down(event))
    film.addEventListener('pointermove', (event) => this.#move(event))
    film.addEventListener('pointerup', () => this.#up(false))
    film.addEventListener('pointercancel', () => this.#up(true))
    film.addEventListener('click', (event) => this.#click(event))
    document.addEventListener('keydown', (event) => this.#press(event), true)
  }

  get isUnderWay(): boolean {
    return this.#key !== undefined
  }

  #down(event: PointerEvent): void {
    const target = event.target instanceof Element ? event.target : undefined
    if (event.button !== 0 || !target) return
    const edge = target.closest<HTMLElement>('[data-edge]')
    if (edge) {
      this.#key = Number(edge.dataset['edge'])
      this.#offset = event.clientX - edge.getBoundingClientRect().left - edge.clientWidth / 2
      this.#from = event.clientX
      this.#moved = false
      this.#last = event
      edge.focus({ preventScroll: true })
      this.acts.begin(this.#key)
    } else if (
      target.closest('[data-scrubs]') &&
      (event.pointerType !== 'touch' || target.closest('[data-ruler]'))
    ) {
      this.#scrubs = true
      this.acts.scrub(this.acts.momentAt(event.clientX))
    } else return
    event.preventDefault()
    this.film.setPointerCapture(event.pointerId)
  }

  #move(event: PointerEvent): void {
    if (this.#scrubs) this.acts.scrub(this.acts.momentAt(event.clientX))
    if (this.#key === undefined) return
    // A hand that only takes hold of it does not move it.
    if (!this.#moved && Math.abs(event.clientX - this.#from) < firstStep) return
    const begins = !this.#moved
    this.#moved = true
    this.#last = event
    this.#draw()
    if (begins) requestAnimationFrame(() => this.#follow())
  }

  #draw(): void {
    if (this.#key === undefined || !this.#last) return
    const moment = this.acts.momentAt(this.#last.clientX - this.#offset)
    this.acts.draw({ key: this.#key, moment, free: this.#last.altKey })
  }

  /** Near an end of the window the film comes by itself. */
  #follow(): void {
    if (this.#key === undefined || !this.#last) return
    if (this.acts.scrollNear(this.#last.clientX)) this.#draw()
    requestAnimationFrame(() => this.#follow())
  }

  #up(isLost: boolean): void {
    this.#scrubs = false
    if (this.#key === undefined) return
    this.#key = undefined
    if (isLost) this.acts.cancel()
    else this.acts.end()
  }

  /** A finger pans where it moves, and points where it only touches. */
  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : undefined
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
    if (isTouch && target?.closest('[data-scrubs]')) this.acts.scrub(this.acts.momentAt(event.clientX))
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.#key === undefined) return
    this.#key = undefined
    event.preventDefault()
    event.stopPropagation()
    this.acts.cancel()
  }
}
