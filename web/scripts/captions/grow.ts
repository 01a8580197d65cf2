/** Text fields as high as what is written in them, for browsers whose styles cannot say that. */
export class Grow {
  /** Measuring is dear where there are hours of captions, so only those are measured that come into view. */
  readonly #seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && target instanceof HTMLTextAreaElement) fit(target)
  })
  readonly #known = new WeakSet<HTMLTextAreaElement>()

  readonly grow = (area: HTMLTextAreaElement): void => {
    if (this.#known.has(area)) return fit(area)
    this.#known.add(area)
    this.#seen.observe(area)
  }
}

export function fit(area: HTMLTextAreaElement): void {
  area.style.blockSize = 'auto'
  const borders = area.offsetHeight - area.clientHeight
  area.style.blockSize = `${area.scrollHeight + borders}px`
}

export function growsByItself(): boolean {
  return CSS.supports('field-sizing', 'content')
}
