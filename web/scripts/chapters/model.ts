import * as acts from './acts'
import { isSame, newTitle, shortest, type Chapter, type Proposal } from './chapter'
import { History } from './history'

/** What undo goes back through. */
export interface State {
  readonly list: readonly Chapter[]
  readonly density: number
  /** Where a proposal was turned down, however dense they are. */
  readonly rejected: readonly number[]
}

export type NewChapter = Omit<Chapter, 'key'>

/** The chapters somebody works on. Each act answers whether it did anything. */
export class Chapters {
  #history = new History<State>({ list: [], density: 1, rejected: [] })
  #saved: readonly Chapter[] = []
  readonly #ids = new Map<number, string>()
  #names = 0
  duration = 0

  get list(): readonly Chapter[] {
    return this.#state.list
  }

  get saved(): readonly Chapter[] {
    return this.#saved
  }

  get density(): number {
    return this.#state.density
  }

  get isChanged(): boolean {
    return this.list !== this.#saved && !isSame(this.list, this.#saved)
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  get #state(): State {
    return this.#history.now
  }

  load(chapters: readonly NewChapter[], duration: number): void {
    this.duration = duration
    this.#saved = this.#named(chapters)
    this.#history.begin({ list: this.#saved, density: this.density, rejected: [] })
  }

  /** What the server has now, while what is worked on stays as it is. */
  rebase(chapters: readonly NewChapter[]): void {
    this.#saved = this.#named(chapters)
  }

  /** After saving: what the server made of what was sent. What was changed meanwhile stays as it is. */
  keep(sent: readonly Chapter[], answered: readonly NewChapter[]): void {
    this.#saved = sent.map((chapter, at) => ({ ...chapter, ...answered[at] }))
    const kept = new Map(sent.map((chapter, at) => [chapter, this.#saved[at] ?? chapter]))
    for (const { key, id } of this.#saved) if (id !== null) this.#ids.set(key, id)
    this.#history.amend({ ...this.#state, list: this.list.map((chapter) => kept.get(chapter) ?? chapter) })
  }

  /** Also of one that undo brought back from before it was saved. */
  idOf({ key, id }: Chapter): string | null {
    return id ?? this.#ids.get(key) ?? null
  }

  at(key: number | undefined): number {
    return this.list.findIndex((chapter) => chapter.key === key)
  }

  /** The key of the new one; it is called what is proposed there. */
  split(moment: number, proposals: readonly Proposal[] = []): number | undefined {
    const near = proposals.find(({ start }) => Math.abs(start - moment) < shortest)
    return this.#cut(acts.split(this.list, moment, near?.title ?? newTitle, this.duration, this.#name))
  }

  /** The key of the one that has its time now. */
  merge(key: number): number | undefined {
    const at = this.at(key)
    if (at < 0) return undefined
    this.#set(acts.merged(this.list, at))
    return this.list[Math.max(0, at - 1)]?.key
  }

  /** @param going names the drag or the run of keys that this belongs to */
  move(key: number, start: number, going = ''): boolean {
    return this.#set(acts.moved(this.list, this.at(key), start, this.duration), going)
  }

  room(key: number): { from: number; to: number } | undefined {
    return acts.room(this.list, this.at(key), this.duration)
  }

  /** @param going as long as somebody writes on in the same field */
  rename(key: number, title: string, going = ''): boolean {
    return this.#set(acts.renamed(this.list, this.at(key), title), going)
  }

  /** The key of the chapter it has become. */
  accept(proposal: Proposal): number | undefined {
    return this.#cut(acts.accepted(this.list, proposal, this.duration, this.#name))
  }

  acceptAll(proposals: readonly Proposal[]): boolean {
    return this.#set(acts.replaced(this.list, proposals, this.#name))
  }

  reject({ start }: Proposal): void {
    this.#history.set({ ...this.#state, rejected: [...this.#state.rejected, start] })
  }

  thicken(density: number): void {
    if (density !== this.density) this.#history.set({ ...this.#state, density }, 'density')
  }

  replace(chapters: readonly { start: number; title: string }[]): void {
    this.#set(chapters.map(({ start, title }) => acts.byHand(this.#name(), start, title)))
  }

  /** What this browser kept of work that was not saved. */
  restore(chapters: readonly NewChapter[]): void {
    this.#set(this.#named(chapters))
  }

  /** Those that are neither turned down nor there already. */
  open(proposals: readonly Proposal[]): readonly Proposal[] {
    return this.wanted(proposals).filter(
      ({ start }) => !this.list.some((chapter) => isNear(chapter.start, start)),
    )
  }

  wanted(proposals: readonly Proposal[]): readonly Proposal[] {
    return proposals.filter(
      ({ start }) => start === 0 || !this.#state.rejected.some((no) => isNear(no, start)),
    )
  }

  settle(): void {
    this.#history.settle()
  }

  cancel(): void {
    this.#history.cancel()
  }

  undo(): void {
    this.#history.undo()
  }

  redo(): void {
    this.#history.redo()
  }

  readonly #name = (): number => this.#names++

  #named(chapters: readonly NewChapter[]): readonly Chapter[] {
    return chapters.map((chapter) => ({ ...chapter, key: this.#name() }))
  }

  /** The key of what is in the list now and was not before, or of what changed there. */
  #cut(list: readonly Chapter[] | undefined): number | undefined {
    if (!list) return undefined
    const before = new Set(this.list)
    this.#set(list)
    return this.list.findLast((chapter) => !before.has(chapter))?.key
  }

  #set(list: readonly Chapter[], going = ''): boolean {
    if (list === this.list) return false
    this.#history.set({ ...this.#state, list }, going)
    return true
  }
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < shortest
}
