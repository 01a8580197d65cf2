import { indexAt, type Chapter, type Proposal } from './chapter'
import { sayShort, toHundredth } from './clock'
import type { Film } from './film'
import type { Act } from './keys'
import type { Chapters } from './model'

/** A proposal here is the one that is meant without being pointed at. */
const sameMoment = 50

/** What acts do to the chapters and to where one is among them; each answers a sentence where there is something to say. */
export class Doing {
  chosen: number | undefined

  constructor(
    private readonly chapters: Chapters,
    private readonly film: Pick<Film, 'now' | 'seek' | 'playFrom' | 'toggle'>,
    private readonly proposals: () => readonly Proposal[],
  ) {}

  /** The one that was chosen, else the one that the film is in. */
  get current(): Chapter | undefined {
    const { list } = this.chapters
    return list[this.chapters.at(this.chosen)] ?? list[indexAt(list, this.film.now)]
  }

  get ghosts(): readonly Proposal[] {
    return this.chapters.open(this.proposals())
  }

  readonly #acts: Partial<Record<Act, () => string | void>> = {
    undo: () => told('Undone', this.chapters.undo()) ?? 'There is nothing to undo.',
    redo: () => told('Done again', this.chapters.redo()) ?? 'There is nothing to do again.',
    split: () => this.#split(),
    merge: () => this.merge(this.current?.key),
    before: () => this.#go(-1),
    next: () => this.#go(1),
    play: () => this.film.playFrom(this.current?.start ?? 0),
    toggle: () => this.film.toggle(),
    earlier: () => this.#nudge(-100),
    later: () => this.#nudge(100),
    muchEarlier: () => this.#nudge(-1000),
    muchLater: () => this.#nudge(1000),
    here: () => this.#beginHere(),
    back: () => this.#step(-100),
    forward: () => this.#step(100),
    muchBack: () => this.#step(-10_000),
    muchForward: () => this.#step(10_000),
    accept: () => this.#withNearest((proposal) => this.accept(proposal)),
    reject: () => this.#withNearest((proposal) => this.reject(proposal)),
    acceptAll: () => this.#acceptAll(),
    nextProposal: () => this.#goToProposal(),
  }

  /** Whether it is one of these; then it is done, and told. */
  act(act: Act, say: (sentence: string) => void): boolean {
    const work = this.#acts[act]
    if (!work) return false
    const sentence = work()
    if (typeof sentence === 'string') say(sentence)
    return true
  }

  merge(key: number | undefined): string {
    const gone = this.chapters.list[this.chapters.at(key)]
    if (!gone) return 'There is no chapter yet.'
    this.chosen = this.chapters.merge(gone.key)
    const now = this.chapters.list[this.chapters.at(this.chosen)]
    return now
      ? `“${gone.title}” is part of “${now.title}” now.`
      : `“${gone.title}” is gone; there are no chapters.`
  }

  accept(proposal: Proposal): string {
    const key = this.chapters.accept(proposal, this.chapters.wanted(this.proposals()))
    if (key === undefined) return `There is no room for a chapter at ${sayShort(proposal.start)}.`
    this.chosen = key
    return `“${proposal.title}” begins at ${sayShort(proposal.start)} now.`
  }

  reject(proposal: Proposal): string {
    this.chapters.reject(proposal)
    return `“${proposal.title}” was turned down.`
  }

  #split(): string {
    const now = toHundredth(this.film.now)
    const key = this.chapters.split(now, this.chapters.wanted(this.proposals()))
    if (key === undefined)
      return 'Both parts would have to last a second at least. Move on a little, then split.'
    this.chosen = key
    return `Split at ${sayShort(now)}.`
  }

  #go(by: number): string | void {
    const { list } = this.chapters
    const current = this.current
    const next = current && list[this.chapters.at(current.key) + by]
    if (!next) return by < 0 ? 'This is the first chapter.' : 'This is the last chapter.'
    this.chosen = next.key
    this.film.seek(next.start)
  }

  #step(by: number): void {
    this.film.seek(Math.max(0, Math.min(this.chapters.duration, this.film.now + by)))
  }

  #nudge(by: number): string | void {
    const current = this.current
    if (!current) return
    this.chosen = current.key
    if (!this.chapters.room(current.key)) return 'The first chapter begins with the film.'
    if (this.chapters.move(current.key, current.start + by, `nudge ${current.key}`))
      return `Begins at ${sayShort(this.current?.start ?? 0)}.`
    return 'It cannot begin any nearer to its neighbour.'
  }

  #beginHere(): string | void {
    const current = this.current
    if (!current) return
    const room = this.chapters.room(current.key)
    if (!room) return 'The first chapter begins with the film.'
    const now = toHundredth(this.film.now)
    if (now < room.from || now > room.to)
      return `“${current.title}” can begin between ${sayShort(room.from)} and ${sayShort(room.to)}.`
    this.chosen = current.key
    this.chapters.move(current.key, now)
    return `“${current.title}” begins at ${sayShort(now)} now.`
  }

  #acceptAll(): string {
    const wanted = this.chapters.wanted(this.proposals())
    if (wanted.length === 0) return 'Nothing is proposed.'
    this.chapters.acceptAll(wanted)
    this.chosen = undefined
    return `${wanted.length === 1 ? 'One chapter was' : `${wanted.length} chapters were`} taken. Undo brings back what was there.`
  }

  #withNearest(work: (proposal: Proposal) => string): string {
    const far = ({ start }: Proposal) => Math.abs(start - this.film.now)
    const [nearest] = [...this.ghosts].sort((one, other) => far(one) - far(other))
    return nearest ? work(nearest) : 'Nothing more is proposed.'
  }

  #goToProposal(): string {
    const { ghosts } = this
    const next = ghosts.find(({ start }) => start > this.film.now + sameMoment) ?? ghosts[0]
    if (!next) return 'Nothing more is proposed.'
    this.film.seek(next.start)
    return `“${next.title}” is proposed at ${sayShort(next.start)}.`
  }
}

function told(how: string, what: string | undefined): string | undefined {
  return what === undefined ? undefined : `${how}: ${what}.`
}
