import type { Cue } from './cues'
import { faultsOf, type Fault, type Part } from './faults'
import { made, name } from './row'
import { readTime, sayTime } from './times'

export interface Wrong extends Fault {
  readonly id: number
  readonly field: HTMLElement
}

/** The rows of the list, one a caption; only what has changed is touched. */
export class Rows {
  readonly #rows = new Map<number, { row: HTMLElement; cue: Cue | undefined }>()
  /** The time somebody is writing: nothing is said of it before they are done. */
  #written: HTMLInputElement | undefined

  /** @param grow told of each text, as it comes and as it is written in */
  constructor(
    private readonly list: HTMLElement,
    private readonly grow: (area: HTMLTextAreaElement) => void = () => undefined,
  ) {}

  get written(): HTMLInputElement | undefined {
    return this.#written
  }

  /** Whether something was typed that is nowhere but in its field. */
  get isIllegible(): boolean {
    return this.list.querySelector('[data-illegible]') !== null
  }

  show(cues: readonly Cue[]): void {
    const there = new Set(cues.map(({ id }) => id))
    const focused = this.list.contains(document.activeElement) ? document.activeElement : undefined
    const place = [...this.list.children].findIndex((row) => row.contains(focused ?? null))
    for (const [id, { row }] of this.#rows)
      if (!there.has(id)) {
        if (row.contains(this.#written ?? null)) this.#written = undefined
        row.remove()
        this.#rows.delete(id)
      }
    this.#lay(cues)
    // To be put elsewhere takes the focus from what is within.
    if (focused instanceof HTMLElement && focused !== document.activeElement)
      (focused.isConnected ? focused : this.#textAt(place))?.focus({ preventScroll: true })
  }

  /** Where a row is gone, who writes goes on in the one that has its place. */
  #textAt(place: number): HTMLElement | null {
    const row = this.list.children[Math.min(place, this.list.children.length - 1)]
    return row?.querySelector<HTMLElement>('[data-text]') ?? null
  }

  #lay(cues: readonly Cue[]): void {
    let place = this.list.firstElementChild
    cues.forEach((cue, at) => {
      const row = this.#row(cue)
      const number = row.querySelector('[data-number]')
      if (number && number.textContent !== String(at + 1)) {
        number.textContent = String(at + 1)
        name(row, at + 1)
      }
      if (row === place) place = row.nextElementSibling
      else this.list.insertBefore(row, place)
    })
  }

  of(id: number | undefined): HTMLElement | undefined {
    return id === undefined ? undefined : this.#rows.get(id)?.row
  }

  /** Marks one among the others with an attribute. */
  mark(id: number | undefined, attribute: string): void {
    const row = this.of(id)
    for (const other of this.list.querySelectorAll(`[${attribute}]`))
      if (other !== row) other.removeAttribute(attribute)
    row?.setAttribute(attribute, 'true')
  }

  /** The time that is being written there, as far as it can be read. */
  read(field: HTMLInputElement): number | undefined {
    this.#written = field
    const time = readTime(field.value)
    if (time === undefined) field.dataset['illegible'] = field.dataset['shown'] ?? ''
    else delete field.dataset['illegible']
    return time
  }

  /** It was written; what is wrong with it is said when the rows are shown. */
  leave(field: HTMLInputElement): void {
    if (this.#written === field) this.#written = undefined
    this.#again(field)
  }

  /** Takes back what was typed and is no time; answers whether there was any. */
  forget(): boolean {
    const fields = this.list.querySelectorAll<HTMLInputElement>('[data-illegible]')
    for (const field of fields) {
      delete field.dataset['illegible']
      this.#again(field)
    }
    return fields.length > 0
  }

  /** Why these cannot be saved, the first first. */
  wrong(cues: readonly Cue[]): readonly Wrong[] {
    return cues.flatMap((cue) => {
      const row = this.of(cue.id)
      const [fault] = row ? faultsOf(cue, illegible(row)) : []
      return row && fault ? [{ ...fault, id: cue.id, field: part(row, fault.part) }] : []
    })
  }

  /** One whose times are drawn elsewhere. */
  renew(cue: Cue): void {
    this.#row(cue)
  }

  #again(field: HTMLElement): void {
    const id = Number(field.closest<HTMLElement>('[data-cue]')?.dataset['cue'])
    const known = this.#rows.get(id)
    if (known) this.#rows.set(id, { ...known, cue: undefined })
  }

  #row(cue: Cue): HTMLElement {
    const known = this.#rows.get(cue.id)
    if (known?.cue === cue) return known.row
    const row = known?.row ?? made(cue.id)
    this.#time(row, 'start', cue.start)
    this.#time(row, 'end', cue.end)
    const area = part(row, 'text') as HTMLTextAreaElement
    // The cursor stays where it is.
    if (area.value !== cue.text) area.value = cue.text
    this.grow(area)
    this.#complain(row, faultsOf(cue, illegible(row)))
    this.#rows.set(cue.id, { row, cue })
    return row
  }

  /** Whoever writes is not interrupted, and what cannot be stays to be mended. */
  #time(row: HTMLElement, which: 'start' | 'end', time: number): void {
    const field = part(row, which) as HTMLInputElement
    const said = sayTime(time)
    const isOpen = field === this.#written || field.dataset['illegible'] === said
    if (!isOpen) {
      if (field.value !== said) field.value = said
      delete field.dataset['illegible']
    }
    field.dataset['shown'] = said
  }

  #complain(row: HTMLElement, faults: readonly Fault[]): void {
    if (faults.length > 0 && row.contains(this.#written ?? null)) return
    const problem = row.querySelector('[data-problem]')
    if (!problem) return
    problem.textContent = faults.map(({ sentence }) => sentence).join(' ')
    for (const which of ['start', 'end', 'text'] as const) {
      const field = part(row, which)
      const isBad = faults.some((fault) => fault.part === which)
      field.setAttribute('aria-invalid', String(isBad))
      if (isBad) field.setAttribute('aria-describedby', problem.id)
      else field.removeAttribute('aria-describedby')
    }
  }
}

function illegible(row: HTMLElement): Partial<Record<Part, string>> {
  const typed: Partial<Record<Part, string>> = {}
  for (const which of ['start', 'end'] as const) {
    const field = part(row, which) as HTMLInputElement
    if (field.dataset['illegible'] !== undefined) typed[which] = field.value
  }
  return typed
}

function part(row: HTMLElement, which: Part): HTMLElement {
  return row.querySelector<HTMLElement>(`[data-${which}]`)!
}
