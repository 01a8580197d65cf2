import type { Cue } from './cues'
import { sayTime } from './times'

/** The rows of the list, one a caption; only what has changed is touched. */
export class Rows {
  readonly #rows = new Map<number, { row: HTMLElement; cue: Cue }>()

  constructor(private readonly list: HTMLElement) {}

  show(cues: readonly Cue[]): void {
    const there = new Set(cues.map(({ id }) => id))
    for (const [id, { row }] of this.#rows)
      if (!there.has(id)) {
        row.remove()
        this.#rows.delete(id)
      }
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

  #row(cue: Cue): HTMLElement {
    const known = this.#rows.get(cue.id)
    if (known?.cue === cue) return known.row
    const row = known?.row ?? made(cue.id)
    set(row, '[data-start]', sayTime(cue.start))
    set(row, '[data-end]', sayTime(cue.end))
    set(row, '[data-text]', cue.text)
    const backwards = cue.end <= cue.start
    row.querySelector<HTMLElement>('[data-problem]')!.textContent = backwards
      ? 'It ends before it begins.'
      : ''
    row.querySelector('[data-end]')!.setAttribute('aria-invalid', String(backwards))
    this.#rows.set(cue.id, { row, cue })
    return row
  }
}

function set(row: HTMLElement, selector: string, value: string): void {
  const field = row.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)
  if (!field) return
  // The cursor stays where it is.
  if (field.value !== value) field.value = value
  if (field instanceof HTMLTextAreaElement) field.rows = Math.max(2, value.split('\n').length)
  else field.removeAttribute('aria-invalid')
}

function made(id: number): HTMLElement {
  const row = document.createElement('li')
  row.className = 'cue'
  row.dataset['cue'] = String(id)
  const play = document.createElement('button')
  play.type = 'button'
  play.className = 'cue-play number'
  play.dataset['number'] = ''
  const problem = document.createElement('p')
  problem.className = 'problem'
  problem.dataset['problem'] = ''
  row.append(play, field('start'), field('end'), text(), problem)
  return row
}

function field(which: 'start' | 'end'): HTMLInputElement {
  const input = document.createElement('input')
  input.className = 'number cue-time'
  input.dataset[which] = ''
  input.autocomplete = 'off'
  input.spellcheck = false
  return input
}

function text(): HTMLTextAreaElement {
  const area = document.createElement('textarea')
  area.className = 'cue-text'
  area.rows = 2
  area.dataset['text'] = ''
  return area
}

/** What a row's fields are called for who does not see them side by side. */
function name(row: HTMLElement, number: number): void {
  row.querySelector('[data-number]')?.setAttribute('aria-label', `Play caption ${number}`)
  row.querySelector('[data-start]')?.setAttribute('aria-label', `Begin of caption ${number}`)
  row.querySelector('[data-end]')?.setAttribute('aria-label', `End of caption ${number}`)
  row.querySelector('[data-text]')?.setAttribute('aria-label', `Text of caption ${number}`)
}
