/** In seconds. */
export const wait = 5

export interface Next {
  title: string
  href: string
}

/**
 * What plays next, told over the film that has ended, and begun by itself unless somebody says otherwise. Nothing moves but the
 * number, whoever wants less motion included; it is not read out each second, and rests for who is about to choose.
 */
export class Countdown {
  readonly #box = document.createElement('div')
  readonly #left = document.createElement('span')
  readonly #clock: ReturnType<typeof setInterval>
  #seconds = wait

  /**
   * @param said is read out, and was there before, or nobody would hear it
   * @param isHeld whether somebody is about something that a new page would take from them
   */
  constructor(
    private readonly player: HTMLElement,
    private readonly said: HTMLElement,
    next: Next,
    private readonly go: () => void,
    private readonly isHeld: () => boolean,
  ) {
    this.#box.className = 'player-next'
    this.#box.setAttribute('role', 'group')
    this.#box.setAttribute('aria-label', 'Next in the list')
    this.#box.append(this.#words(next), this.#acts(next))
    this.#show()
    player.append(this.#box)
    said.textContent = `Next: ${next.title}`
    this.#clock = setInterval(() => this.#step(), 1000)
  }

  stop(): void {
    clearInterval(this.#clock)
    // Whoever was in there would be nowhere.
    const isWithin = this.#isWithin()
    this.#box.remove()
    this.said.textContent = ''
    if (isWithin) this.player.focus({ preventScroll: true })
  }

  #isWithin(): boolean {
    return this.#box.contains(document.activeElement)
  }

  #step(): void {
    if (this.isHeld() || this.#isWithin()) return
    this.#seconds -= 1
    if (this.#seconds > 0) return this.#show()
    this.stop()
    this.go()
  }

  #show(): void {
    this.#left.textContent = `in ${this.#seconds} s`
  }

  #words({ title }: Next): HTMLElement {
    const words = document.createElement('p')
    const name = document.createElement('span')
    name.className = 'player-next-name'
    name.textContent = `Next: ${title}`
    this.#left.className = 'number'
    words.append(name, ' ', this.#left)
    return words
  }

  #acts({ href }: Next): HTMLElement {
    const acts = document.createElement('div')
    acts.className = 'row'
    const now = document.createElement('a')
    now.className = 'button button-primary'
    now.href = href
    now.textContent = 'Play now'
    const not = document.createElement('button')
    not.type = 'button'
    not.className = 'button'
    not.textContent = 'Cancel'
    not.addEventListener('click', () => this.stop())
    acts.append(now, not)
    return acts
  }
}
