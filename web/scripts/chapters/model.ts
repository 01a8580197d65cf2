import * as acts from './acts'
import { isSame, newTitle, shortest, tidyTitle, type Chapter, type Proposal } from './chapter'
import { sayShort } from './clock'
import { History } from './history'

/** What undo goes back through. */
export interface State {
  readonly list: readonly Chapter[]
  readonly density: number
  /** Where a proposal was turned down, however dense they are. */
  readonly rejected: readonly number[]
}

export type NewChapter = Omit<Chapter, 'key'>

/** Two places so near are one and the same to whoever looks for where something begins. */
const farthest = 15_000
const partOfAll = 60

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
    this.rebase(chapters, duration)
    this.#history.begin({ ...this.#state, list: this.#saved })
  }

  /** What the server has now, while what is worked on stays as it is. */
  rebase(chapters: readonly NewChapter[], duration: number): void {
    this.duration = duration
    this.#saved = this.#named(chapters)
  }

  /** After saving: what the server made of what was sent. What was changed meanwhile stays as it is. */
  keep(sent: readonly Chapter[], answered: readonly NewChapter[], duration: number): void {
    this.duration = duration
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
    const list = acts.split(this.list, moment, near?.title ?? newTitle, this.duration, this.#name)
    return this.#cut(list, `split at ${sayShort(Math.round(moment))}`)
  }

  /** The key of the one that has its time now. */
  merge(key: number): number | undefined {
    const at = this.at(key)
    if (at < 0) return undefined
    const title = this.list[at]?.title ?? ''
    this.#set(acts.merged(this.list, at), at === 0 ? `removal of “${title}”` : `merge of “${title}”`)
    return this.list[Math.max(0, at - 1)]?.key
  }

  /** @param going names the drag or the run of keys that this belongs to */
  move(key: number, start: number, going = ''): boolean {
    const at = this.at(key)
    const list = acts.moved(this.list, at, start, this.duration)
    const name = `“${list[at]?.title ?? ''}” moved to ${sayShort(list[at]?.start ?? 0)}`
    return this.#set(list, name, going)
  }

  room(key: number): { from: number; to: number } | undefined {
    return acts.room(this.list, this.at(key), this.duration)
  }

  /** @param going as long as somebody writes on in the same field */
  rename(key: number, title: string, going = ''): boolean {
    return this.#set(acts.renamed(this.list, this.at(key), title), `title “${tidyTitle(title)}”`, going)
  }

  /** The key of the chapter it has become. */
  accept(proposal: Proposal, beside: readonly Proposal[] = []): number | undefined {
    const list = acts.accepted(this.list, proposal, beside, this.duration, this.#name)
    return this.#cut(list, `proposal “${proposal.title}” accepted`)
  }

  acceptAll(proposals: readonly Proposal[]): boolean {
    return this.#set(acts.replaced(this.list, proposals, this.#name), 'all proposals used')
  }

  reject({ start, title }: Proposal): void {
    const rejected = [...this.#state.rejected, start]
    this.#history.set({ ...this.#state, rejected }, `proposal “${title}” rejected`)
  }

  get rejected(): readonly number[] {
    return this.#state.rejected
  }

  /** As it was when one left, or not any more; undo does not lead behind it. */
  turnDown(rejected: readonly number[]): void {
    this.#history.amend({ ...this.#state, rejected })
  }

  thicken(density: number): void {
    if (density !== this.density)
      this.#history.set({ ...this.#state, density }, 'how many are proposed', 'density')
  }

  replace(chapters: readonly { start: number; title: string }[]): void {
    const list = chapters.map(({ start, title }) => acts.byHand(this.#name(), start, title))
    this.#set(list, 'pasted list')
  }

  /** What comes from elsewhere: kept in this browser, or made by others. Known ones stay the same ones. */
  restore(chapters: readonly NewChapter[], name: string): void {
    this.#set(this.#named(chapters), name)
  }

  /** Those that are neither turned down nor there already, nor where a chapter was before it was moved. */
  open(proposals: readonly Proposal[]): readonly Proposal[] {
    const reach = Math.min(farthest, Math.max(shortest, this.duration / partOfAll))
    const taken = [...this.list.map(({ start }) => start), ...this.#left()]
    return this.wanted(proposals).filter(
      ({ start }) => !taken.some((place) => Math.abs(place - start) < reach),
    )
  }

  /** Where chapters that are still there began earlier in this work. */
  #left(): Set<number> {
    const now = new Map(this.list.map(({ key, start }) => [key, start]))
    const left = new Set<number>()
    for (const list of new Set([this.#saved, ...this.#history.past.map((state) => state.list)]))
      for (const { key, start } of list) if ((now.get(key) ?? start) !== start) left.add(start)
    return left
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

  /** What was taken back, if there was anything. */
  undo(): string | undefined {
    return this.#history.undo()
  }

  redo(): string | undefined {
    return this.#history.redo()
  }

  readonly #name = (): number => this.#names++

  #named(chapters: readonly NewChapter[]): readonly Chapter[] {
    const known = new Map([...this.#saved, ...this.list].map((it) => [this.idOf(it), it.key]))
    known.delete(null)
    return chapters.map((chapter) => ({ ...chapter, key: known.get(chapter.id) ?? this.#name() }))
  }

  /** The key of what is in the list now and was not before, or of what changed there. */
  #cut(list: readonly Chapter[] | undefined, name: string): number | undefined {
    if (!list) return undefined
    const before = new Set(this.list)
    this.#set(list, name)
    return this.list.findLast((chapter) => !before.has(chapter))?.key
  }

  #set(list: readonly Chapter[], name: string, going = ''): boolean {
    if (list === this.list) return false
    this.#history.set({ ...this.#state, list }, name, going)
    return true
  }
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < shortest
}
