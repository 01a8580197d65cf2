import { endOf, type Chapter, type Proposal } from './chapter'
import { sayLength, sayShort } from './clock'
import { sayConfidence } from './confidence'
import { Pool, write } from './pool'
import { showTile, tileAt, type Tile } from './storyboard'

interface ChapterRow {
  readonly kind: 'chapter'
  readonly chapter: Chapter
  readonly at: number
  readonly end: number
}

interface GhostRow {
  readonly kind: 'ghost'
  readonly proposal: Proposal
}

type Row = ChapterRow | GhostRow

const thumbHeight = 54

/** The chapters one below the other, and between them what is proposed. */
export class Table {
  readonly #rows: Pool<Row>
  #chosen: number | undefined
  #tiles: readonly Tile[] = []

  /** @param moulds the shape of a row of each kind */
  constructor(list: HTMLElement, moulds: Record<Row['kind'], HTMLTemplateElement>) {
    this.#rows = new Pool<Row>(
      list,
      (row) => (row.kind === 'chapter' ? row.chapter.key : `at ${row.proposal.start}`),
      (row) => moulds[row.kind].content.firstElementChild!.cloneNode(true) as HTMLElement,
      (it, row) => (row.kind === 'chapter' ? this.#dress(it, row) : this.#dressGhost(it, row.proposal)),
    )
  }

  show(
    list: readonly Chapter[],
    ghosts: readonly Proposal[],
    duration: number,
    chosen: number | undefined,
    tiles: readonly Tile[],
  ): void {
    this.#chosen = chosen
    this.#tiles = tiles
    const startOf = (row: Row) => (row.kind === 'chapter' ? row.chapter.start : row.proposal.start)
    const rows: Row[] = list.map((chapter, at) => ({
      kind: 'chapter',
      chapter,
      at,
      end: endOf(list, at, duration),
    }))
    rows.push(...ghosts.map((proposal): Row => ({ kind: 'ghost', proposal })))
    this.#rows.show(rows.sort((one, other) => startOf(one) - startOf(other)))
  }

  /** @param key of a chapter, or “at” and when one is proposed */
  of(key: number | string | undefined): HTMLElement | undefined {
    return this.#rows.of(key)
  }

  titleOf(key: number | undefined): HTMLInputElement | null {
    return this.of(key)?.querySelector<HTMLInputElement>('[data-title]') ?? null
  }

  #dress(row: HTMLElement, { chapter, at, end }: ChapterRow): void {
    const number = String(at + 1)
    row.dataset['chapter'] = String(chapter.key)
    row.toggleAttribute('data-chosen', chapter.key === this.#chosen)
    write(row.querySelector('[data-number]'), number)
    write(row.querySelector('[data-length]'), sayLength(end - chapter.start))
    fill(row, '[data-title]', chapter.title, `Title of chapter ${number}`)
    fill(row, '[data-start]', sayShort(chapter.start), `Start of chapter ${number}`)
    row.querySelector<HTMLInputElement>('[data-start]')!.readOnly = at === 0
    name(row, '[data-play]', `Play chapter ${number}`)
    name(
      row,
      '[data-row-act="merge"]',
      at === 0 ? `Remove chapter 1` : `Merge chapter ${number} with the one before`,
    )
    row.querySelector('[data-row-act="merge"]')?.toggleAttribute('data-removes', at === 0)
    sure(row, chapter.start === 0 ? null : chapter.confidence)
    this.#picture(row, chapter.start)
  }

  #dressGhost(row: HTMLElement, { start, title, confidence }: Proposal): void {
    row.dataset['ghost'] = String(start)
    write(row.querySelector('[data-ghost-title]'), title)
    write(row.querySelector('[data-ghost-start]'), sayShort(start))
    name(row, '[data-play]', `Play from ${sayShort(start)}`)
    name(row, '[data-row-act="accept"]', `Accept “${title}” at ${sayShort(start)}`)
    name(row, '[data-row-act="reject"]', `Reject “${title}” at ${sayShort(start)}`)
    sure(row, confidence)
    this.#picture(row, start)
  }

  #picture(row: HTMLElement, start: number): void {
    const box = row.querySelector<HTMLElement>('[data-thumb]')
    const tile = tileAt(this.#tiles, start)
    if (!box || !tile || box.dataset['tile'] === String(tile.start)) return
    box.dataset['tile'] = String(tile.start)
    showTile(box, tile, thumbHeight)
  }
}

/** Whoever writes in it is not interrupted, and what cannot be stays to be mended. */
function fill(row: HTMLElement, selector: string, value: string, label: string): void {
  const field = row.querySelector<HTMLInputElement>(selector)
  if (!field) return
  const isWrong = field.getAttribute('aria-invalid') === 'true' && field.dataset['shown'] === value
  if (field !== document.activeElement && field.value !== value && !isWrong) {
    field.value = value
    field.removeAttribute('aria-invalid')
  }
  field.dataset['shown'] = value
  if (field.getAttribute('aria-label') !== label) field.setAttribute('aria-label', label)
}

function name(row: HTMLElement, selector: string, label: string): void {
  const button = row.querySelector(selector)
  if (!button || button.getAttribute('aria-label') === label) return
  button.setAttribute('aria-label', label)
  button.setAttribute('title', label)
}

function sure(row: HTMLElement, confidence: number | null): void {
  const place = row.querySelector<HTMLElement>('[data-sure]')
  if (!place) return
  place.hidden = confidence === null
  if (confidence === null) return
  const { word, figure } = sayConfidence(confidence)
  place.dataset['sure'] = word
  write(place.querySelector('[data-sure-word]'), word)
  write(place.querySelector('[data-sure-figure]'), figure)
}
