import { readTime } from '../captions/times'
import { indexAt, type Proposal } from './chapter'
import { sayShort } from './clock'
import type { Doing } from './doing'
import type { Film } from './film'
import type { Chapters } from './model'
import type { Tile } from './storyboard'
import { Table } from './table'

export interface RowActs {
  choose(key: number): void
  done(sentence: string): void
}

/** What is done in the list: titles and times written, parts of the film played, proposals taken or turned down. */
export class Rows {
  readonly #table: Table
  readonly #list: HTMLElement
  #ghosts: readonly Proposal[] = []
  #now: HTMLElement | undefined
  tiles: readonly Tile[] = []

  constructor(
    place: HTMLElement,
    private readonly chapters: Chapters,
    private readonly doing: Doing,
    private readonly film: Film,
    private readonly acts: RowActs,
  ) {
    this.#list = place.querySelector<HTMLElement>('[data-list]')!
    this.#table = new Table(this.#list, {
      chapter: place.querySelector<HTMLTemplateElement>('template[data-row=chapter]')!,
      ghost: place.querySelector<HTMLTemplateElement>('template[data-row=ghost]')!,
    })
    this.#list.addEventListener('click', (event) => this.#click(event))
    this.#list.addEventListener('input', (event) => this.#write(event))
    this.#list.addEventListener('change', (event) => this.#change(event))
    this.#list.addEventListener('focusin', (event) => this.#focus(event))
    this.#list.addEventListener('keydown', (event) => this.#press(event))
  }

  show(ghosts: readonly Proposal[], chosen: number | undefined): void {
    this.#ghosts = ghosts
    this.#table.show(this.chapters.list, ghosts, this.chapters.duration, chosen, this.tiles)
  }

  /** The row of the chapter that the film is in. */
  mark(): void {
    const { list } = this.chapters
    const row = this.#table.of(list[indexAt(list, this.film.now)]?.key)
    if (row === this.#now) return
    this.#now?.removeAttribute('aria-current')
    row?.setAttribute('aria-current', 'true')
    this.#now = row
  }

  write(key: number): void {
    this.#table.titleOf(key)?.select()
  }

  reveal(key: number | undefined): void {
    const row = this.#table.of(key)
    // On a phone the list is what one looks at; elsewhere the time line has shown it.
    if (row && this.#list.contains(document.activeElement)) row.scrollIntoView({ block: 'nearest' })
  }

  get hasFocus(): boolean {
    return this.owns(document.activeElement)
  }

  /** Where the row that had the focus is gone, that of the chapter one is at has it. */
  keepFocus(key: number | undefined): void {
    if (!this.hasFocus)
      this.#table.of(key)?.querySelector<HTMLElement>('[data-row-act]')?.focus({ preventScroll: true })
  }

  /** Of a time that was typed and cannot be, and is nowhere but in its field; it is pointed at. */
  wrong(): string | undefined {
    const field = this.#list.querySelector<HTMLInputElement>('[data-start][aria-invalid=true]')
    field?.focus()
    return field
      ? `“${field.value}” is no time at which this chapter can begin. Correct it, then save.`
      : undefined
  }

  owns(target: EventTarget | null): boolean {
    return target instanceof Element && this.#list.contains(target)
  }

  #click(event: Event): void {
    const target = event.target instanceof Element ? event.target : undefined
    const act = target?.closest<HTMLElement>('[data-row-act]')?.dataset['rowAct']
    const proposal = this.#proposalOf(event)
    const key = keyOf(event)
    if (act === 'accept' && proposal) this.acts.done(this.doing.accept(proposal))
    else if (act === 'reject' && proposal) this.acts.done(this.doing.reject(proposal))
    else if (act === 'merge') this.acts.done(this.doing.merge(key))
    else if (target?.closest('[data-play]')) {
      const start = proposal?.start ?? this.chapters.list[this.chapters.at(key)]?.start
      if (start !== undefined) this.film.playFrom(start)
    } else return
    if (!this.#list.contains(document.activeElement)) this.#stay(act === 'merge')
  }

  /** Where a row is gone, who goes on by keyboard finds the next under their finger. */
  #stay(wasChapter: boolean): void {
    const next = wasChapter
      ? undefined
      : (this.#ghosts.find(({ start }) => start > this.film.now) ?? this.#ghosts[0])
    const row = this.#table.of(next ? `at ${next.start}` : this.doing.chosen)
    row?.querySelector<HTMLElement>('[data-row-act]')?.focus({ preventScroll: true })
  }

  #focus(event: Event): void {
    const key = keyOf(event)
    if (key !== undefined && key !== this.doing.chosen) this.acts.choose(key)
  }

  #write(event: Event): void {
    const key = keyOf(event)
    const field = event.target
    if (key === undefined || !(field instanceof HTMLInputElement) || !('title' in field.dataset)) return
    if (this.chapters.rename(key, field.value, `title ${key}`)) this.acts.done('')
  }

  #change(event: Event): void {
    const key = keyOf(event)
    const field = event.target
    if (key === undefined || !(field instanceof HTMLInputElement)) return
    if ('start' in field.dataset) this.#time(key, field)
    else {
      this.chapters.settle()
      // Without a title it keeps the one it had.
      field.value = this.chapters.list[this.chapters.at(key)]?.title ?? field.value
    }
  }

  #time(key: number, field: HTMLInputElement): void {
    const start = readTime(field.value)
    const room = this.chapters.room(key)
    const chapter = this.chapters.list[this.chapters.at(key)]
    const isBad = start === undefined || !room || start < room.from || start > room.to
    field.setAttribute('aria-invalid', String(isBad))
    if (start === undefined)
      return this.acts.done('A time is written 1:02, with tenths as 1:02.5, from an hour on as 1:02:45.')
    if (isBad)
      return this.acts.done(
        room
          ? `It can begin between ${sayShort(room.from)} and ${sayShort(room.to)}.`
          : 'It begins with the film.',
      )
    this.chapters.move(key, start)
    field.value = sayShort(start)
    this.acts.done(chapter ? `“${chapter.title}” begins at ${sayShort(start)} now.` : '')
  }

  /** From title to title, as one names them all. */
  #press(event: KeyboardEvent): void {
    const field = event.target
    if (!(field instanceof HTMLInputElement) || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    const at = this.chapters.at(keyOf(event))
    const next = 'title' in field.dataset ? this.chapters.list[at + 1]?.key : undefined
    if (event.key === 'Enter' && next !== undefined) this.write(next)
    else field.blur()
  }

  #proposalOf(event: Event): Proposal | undefined {
    const row = event.target instanceof Element && event.target.closest<HTMLElement>('[data-ghost]')
    return row ? this.#ghosts.find(({ start }) => String(start) === row.dataset['ghost']) : undefined
  }
}

function keyOf(event: Event): number | undefined {
  const row = event.target instanceof Element && event.target.closest<HTMLElement>('[data-chapter]')
  return row ? Number(row.dataset['chapter']) : undefined
}
