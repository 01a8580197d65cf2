import { Draft } from '../drafts'
import { isSame, type Chapter } from './chapter'
import type { Desk, Loaded } from './desk'
import { merge, type Merged } from './merging'
import type { Chapters, NewChapter } from './model'
import { element, write } from './pool'

export interface KeepingActs {
  changed(): void
  /** @param isBad something went wrong that one has to know of */
  say(sentence: string, isBad?: boolean): void
}

const pause = 300

interface Work {
  readonly chapters: readonly NewChapter[]
  /** What they were made of. */
  readonly base: readonly NewChapter[]
}

/** That nothing is lost: loading, saving, what others changed meanwhile, and the draft in this browser. */
export class Keeping {
  readonly #draft: Draft<Work>
  /** What was loaded, and so what changes are told against. */
  #base: Pick<Loaded, 'version' | 'chapters'> = { version: '', chapters: [] }
  #theirs: Loaded | undefined
  #saving = false
  #unreached = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly notice: HTMLElement,
    private readonly desk: Pick<Desk, 'load' | 'send'>,
    private readonly chapters: Chapters,
    address: string,
    private readonly acts: KeepingActs,
  ) {
    this.#draft = new Draft(
      'chapters',
      address,
      (work) => Array.isArray(work?.chapters) && Array.isArray(work.base),
    )
    window.addEventListener('beforeunload', (event) => {
      this.#keepDraft()
      if (chapters.isChanged) event.preventDefault()
    })
    window.addEventListener('online', () => this.#unreached && void this.save())
  }

  get isSaving(): boolean {
    return this.#saving
  }

  async load(): Promise<Loaded | undefined> {
    try {
      const loaded = await this.desk.load()
      this.#base = loaded
      this.chapters.load(loaded.chapters, loaded.duration)
      this.#restore(loaded)
      return loaded
    } catch {
      this.acts.say('The chapters could not be loaded. Reload the page to try again.', true)
      return undefined
    }
  }

  /** What was made for it while the page was open; what one is working on stays. */
  async reload(): Promise<Loaded | undefined> {
    const loaded = await this.desk.load().catch(() => undefined)
    if (!loaded) return undefined
    if (loaded.version === this.#base.version) this.chapters.duration = loaded.duration
    else if (this.chapters.isChanged) this.#tell(loaded)
    else this.#take(loaded)
    return loaded
  }

  /** Something was done. */
  touched(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#keepDraft(), pause)
  }

  async save(): Promise<void> {
    if (this.#saving || !this.chapters.isChanged) return
    const sent = this.chapters.list
    this.#saving = true
    this.#unreached = false
    this.acts.changed()
    const answer = await this.desk.send(sent, (it) => this.chapters.idOf(it), this.#base.version)
    this.#saving = false
    if (answer.is === 'kept') this.#kept(sent, answer.loaded)
    else if (answer.is === 'stale') await this.#stale(sent)
    else {
      this.#unreached = answer.is === 'unreached'
      this.#keepDraft()
      this.acts.say(`${answer.sentence} Nothing was saved. ${this.#draft.told}`, true)
    }
    this.acts.changed()
  }

  /** Mine, and of what is there what mine leaves room for; only of what I was told of. */
  async mine(): Promise<void> {
    if (!this.#theirs) return
    const { chapters } = this.#mergedWith(this.#theirs)
    this.#base = this.#theirs
    this.chapters.rebase(this.#theirs.chapters, this.#theirs.duration)
    this.chapters.restore(chapters, 'what others changed taken in')
    this.#hide()
    if (this.chapters.isChanged) await this.save()
    else this.#same()
    this.acts.changed()
  }

  /** What is there in place of mine; undo brings mine back. */
  theirs(): void {
    if (this.#theirs) this.#take(this.#theirs)
    this.#hide()
    this.#keepDraft()
    this.acts.changed()
  }

  #kept(sent: readonly Chapter[], loaded: Loaded): void {
    this.#base = loaded
    this.chapters.keep(sent, loaded.chapters, loaded.duration)
    this.#hide()
    this.#keepDraft()
    this.acts.say('Saved.')
  }

  async #stale(sent: readonly Chapter[]): Promise<void> {
    const loaded = await this.desk.load().catch(() => undefined)
    if (!loaded) return this.acts.say('Someone changed the chapters meanwhile. Save again to see how.', true)
    if (isSame(sent, named(loaded.chapters))) this.#kept(sent, loaded)
    else {
      this.#tell(loaded)
      // Whoever saves works further down.
      this.notice.tabIndex = -1
      this.notice.focus()
    }
  }

  /** What was to be saved was saved by others already. */
  #same(): void {
    this.#keepDraft()
    this.acts.say('Saved.')
  }

  #mergedWith({ chapters }: Loaded): Merged {
    const mine = this.chapters.list.map((it) => ({ ...it, id: this.chapters.idOf(it) }))
    return merge(this.#base.chapters, mine, chapters)
  }

  #take(loaded: Loaded): void {
    this.#base = loaded
    this.chapters.rebase(loaded.chapters, loaded.duration)
    if (!isSame(this.chapters.list, named(loaded.chapters)))
      this.chapters.restore(loaded.chapters, 'what others made taken')
  }

  #restore(loaded: Loaded): void {
    const kept = this.#draft.read()
    if (!kept) return
    const { chapters: mine, base } = kept.work
    if (isSame(named(mine), named(loaded.chapters))) return this.#draft.drop()
    this.chapters.restore(mine, 'changes brought back')
    if (kept.version !== loaded.version) {
      this.#base = { version: kept.version, chapters: base }
      this.#tell(loaded)
    } else {
      this.#theirs = loaded
      this.#show('Changes that you had not saved are back.', [], 'Discard them', 'Save them')
    }
  }

  #tell(loaded: Loaded): void {
    this.#theirs = loaded
    const { changes, lost } = this.#mergedWith(loaded)
    this.#show(
      `The chapters were changed meanwhile, in another window or by somebody else. ${outlook(changes.length, lost.size)}`,
      changes.map((change) => (lost.has(change) ? `${change} Yours takes its place.` : change)),
      'Take theirs',
      lost.size > 0 && lost.size === changes.length ? 'Save mine instead' : 'Save both',
    )
  }

  #show(sentence: string, changes: readonly string[], discard: string, keep: string): void {
    write(this.notice.querySelector('[data-notice-said]'), sentence)
    this.notice
      .querySelector('[data-notice-changes]')
      ?.replaceChildren(...changes.slice(0, 12).map((change) => element('li', '', change)))
    write(this.notice.querySelector('[data-act=theirs]'), discard)
    write(this.notice.querySelector('[data-act=mine]'), keep)
    this.notice.hidden = false
  }

  #hide(): void {
    this.#theirs = undefined
    this.notice.hidden = true
  }

  #keepDraft(): void {
    clearTimeout(this.#timer)
    const { version, chapters } = this.#base
    if (this.chapters.isChanged) this.#draft.write({ chapters: this.chapters.list, base: chapters }, version)
    else this.#draft.drop()
  }
}

/** What saving would do. */
function outlook(changes: number, lost: number): string {
  if (lost === 0) return 'Saving keeps both, theirs and yours.'
  if (lost === changes) return 'You changed the same: saving puts yours in its place.'
  return 'Saving keeps both, but where you changed the same, yours.'
}

function named(chapters: readonly NewChapter[]): Chapter[] {
  return chapters.map((chapter, key) => ({ ...chapter, key }))
}
