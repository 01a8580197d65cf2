import type { Film } from '../chapters/film'

const leading = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

/** What is said is kept in view while the film plays, until somebody scrolls or writes. */
export class Follow {
  #isOn = true
  #row: HTMLElement | undefined

  constructor(
    private readonly film: Pick<Film, 'isPlaying'>,
    list: HTMLElement,
    private readonly button: HTMLElement,
  ) {
    for (const event of ['wheel', 'touchmove'])
      document.addEventListener(event, () => this.#set(false), { passive: true })
    // Beside the page is the bar that scrolls it.
    document.addEventListener('pointerdown', ({ target }) => {
      if (target === document.documentElement) this.#set(false)
    })
    // On their way down: the player keeps to itself those that are not for the film.
    document.addEventListener(
      'keydown',
      ({ key, ctrlKey, metaKey, target }) => {
        const isPage = target === document.body || (target instanceof Element && list.contains(target))
        if (!ctrlKey && !metaKey && isPage && leading.includes(key)) this.#set(false)
      },
      true,
    )
    list.addEventListener('input', () => this.#set(false))
    button.addEventListener('click', () => this.follow())
  }

  follow(): void {
    this.#set(true)
    this.#reveal()
  }

  /** @param row of what is said now */
  step(row: HTMLElement | undefined): void {
    this.button.hidden = this.#isOn || !this.film.isPlaying
    if (row === this.#row) return
    this.#row = row
    if (this.#isOn && this.film.isPlaying) this.#reveal()
  }

  #set(isOn: boolean): void {
    this.#isOn = isOn
    this.button.hidden = isOn || !this.film.isPlaying
  }

  /** Only where it is not in view, so that the list stands still as long as it can. */
  #reveal(): void {
    if (!this.#row) return
    const { top, bottom } = this.#row.getBoundingClientRect()
    const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(this.#row)
    const isSeen =
      top >= (parseFloat(scrollMarginTop) || 0) &&
      bottom <= innerHeight - (parseFloat(scrollMarginBottom) || 0)
    if (!isSeen) this.#row.scrollIntoView({ block: 'center' })
  }
}
