/** Elements by what they stand for: what stays is not made anew, what is gone is taken away. */
export class Pool<T> {
  readonly #there = new Map<string | number, HTMLElement>()

  constructor(
    private readonly place: HTMLElement,
    private readonly nameOf: (item: T) => string | number,
    private readonly make: (item: T) => HTMLElement,
    private readonly dress: (element: HTMLElement, item: T) => void,
  ) {}

  show(items: Iterable<T>): void {
    const all = [...items]
    const stay = new Set(all.map(this.nameOf))
    // First of all: whatever stays is not moved then, and keeps the focus.
    for (const [name, element] of this.#there) {
      if (stay.has(name)) continue
      element.remove()
      this.#there.delete(name)
    }
    let place: Element | null = this.place.firstElementChild
    for (const item of all) {
      const name = this.nameOf(item)
      const known = this.#there.get(name)
      const element = known ?? this.make(item)
      if (!known) this.#there.set(name, element)
      this.dress(element, item)
      if (element === place) place = element.nextElementSibling
      else this.place.insertBefore(element, place)
    }
  }

  of(name: string | number | undefined): HTMLElement | undefined {
    return name === undefined ? undefined : this.#there.get(name)
  }
}

export function element(kind: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(kind)
  made.className = className
  made.textContent = text
  return made
}

/** Only where it differs, so that what has not moved is not laid out again. */
export function lay(element: HTMLElement, left: number, width?: number): void {
  const at = `${Math.round(left * 10) / 10}px`
  if (element.style.left !== at) element.style.left = at
  if (width === undefined) return
  const wide = `${Math.round(Math.max(0, width) * 10) / 10}px`
  if (element.style.width !== wide) element.style.width = wide
}

export function write(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}
