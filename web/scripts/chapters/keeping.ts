import { isSame, type Chapter } from './chapter'
import { whatChanged } from './changes'
import type { Desk, Loaded } from './desk'
import { Draft } from './draft'
import type { Chapters, NewChapter } from './model'
import { element, write } from './pool'

export interface KeepingActs {
  changed(): void
  /** @param isBad something went wrong that one has to know of */
  say(sentence: string, isBad?: boolean): void
}

const pause = 300

/** That nothing is lost: loading, saving, what others changed meanwhile, and the draft in this browser. */
export class Keeping {
  readonly #draft: Draft
  /** What was loaded, and so what changes are told against. */
  #base: Pick<Loaded, 'version' | 'chapters'> = { version: '*', chapters: [] }
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
    this.#draft = new Draft(address)
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
    if (!loaded || loaded.version === this.#base.version) return loaded
    if (this.chapters.isChanged) this.#tell(loaded)
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
      this.acts.say(`${answer.sentence} Nothing was saved; your changes are kept in this browser.`, true)
    }
    this.acts.changed()
  }

  /** Mine in place of what is there; only of what I was told of. */
  async mine(): Promise<void> {
    if (!this.#theirs) return
    this.#base = this.#theirs
    this.chapters.rebase(this.#theirs.chapters)
    this.#hide()
    await this.save()
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
    this.chapters.keep(sent, loaded.chapters)
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

  #take(loaded: Loaded): void {
    this.#base = loaded
    this.chapters.rebase(loaded.chapters)
    this.chapters.restore(loaded.chapters)
  }

  #restore(loaded: Loaded): void {
    const kept = this.#draft.read()
    if (!kept) return
    if (isSame(named(kept.chapters), named(loaded.chapters))) return this.#draft.drop()
    this.chapters.restore(kept.chapters)
    if (kept.version !== loaded.version) {
      this.#base = { version: kept.version, chapters: kept.base }
      this.#tell(loaded)
    } else {
      this.#theirs = loaded
      this.#show('Changes that you had not saved are back.', [], 'Discard them')
    }
  }

  #tell(loaded: Loaded): void {
    this.#theirs = loaded
    const changes = whatChanged(this.#base.chapters, loaded.chapters)
    this.#show(
      'The chapters were changed meanwhile, in another window or by somebody else.',
      changes,
      'Take theirs',
    )
  }

  #show(sentence: string, changes: readonly string[], discard: string): void {
    write(this.notice.querySelector('[data-notice-said]'), sentence)
    this.notice
      .querySelector('[data-notice-changes]')
      ?.replaceChildren(...changes.slice(0, 12).map((change) => element('li', '', change)))
    write(this.notice.querySelector('[data-act=theirs]'), discard)
    this.notice.querySelector<HTMLElement>('[data-act=mine]')!.textContent =
      changes.length === 0 ? 'Save them' : 'Save mine instead'
    this.notice.hidden = false
  }

  #hide(): void {
    this.#theirs = undefined
    this.notice.hidden = true
  }

  #keepDraft(): void {
    clearTimeout(this.#timer)
    const { version, chapters } = this.#base
    if (this.chapters.isChanged) this.#draft.write(this.chapters.list, chapters, version)
    else this.#draft.drop()
  }
}

function named(chapters: readonly NewChapter[]): Chapter[] {
  return chapters.map((chapter, key) => ({ ...chapter, key }))
}
