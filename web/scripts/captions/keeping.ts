import { write } from '../chapters/pool'
import { Draft } from '../drafts'
import { differing, isEmpty, type Cue, type Cues, type NewCue } from './cues'
import type { Desk, Loaded } from './desk'

export interface KeepingActs {
  changed(): void
  /** @param isBad something went wrong that one has to know of */
  say(sentence: string, isBad?: boolean): void
}

const pause = 300

/** That nothing is lost: loading, saving, what others changed meanwhile, and the draft in this browser. */
export class Keeping {
  readonly #draft: Draft<readonly NewCue[]>
  #version = ''
  /** Before that there is nothing to change, to keep or to send. */
  #isLoaded = false
  #theirs: Loaded | undefined
  /** What the server made of texts with signs that mean something. */
  readonly #keptAs = new Map<string, string>()
  #isSaving = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly notice: HTMLElement,
    private readonly desk: Pick<Desk, 'load' | 'send'>,
    private readonly cues: Cues,
    address: string,
    private readonly acts: KeepingActs,
  ) {
    this.#draft = new Draft('captions', address, (work) => Array.isArray(work))
  }

  get isSaving(): boolean {
    return this.#isSaving
  }

  get isLoaded(): boolean {
    return this.#isLoaded
  }

  /** Answers whether there is anything to work on now. */
  async load(): Promise<boolean> {
    const loaded = await this.#fetch()
    if (!loaded) return false
    this.#isLoaded = true
    this.#version = loaded.version
    this.cues.load(loaded.cues)
    this.#restore(loaded)
    return true
  }

  /** Something was done. */
  touched(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.keepDraft(), pause)
  }

  keepDraft(): void {
    clearTimeout(this.#timer)
    if (!this.#isLoaded) return
    if (this.cues.isChanged) this.#draft.write(this.cues.list.map(bare), this.#version)
    else this.#draft.drop()
  }

  async save(): Promise<void> {
    if (!this.#isLoaded || this.#isSaving || !this.cues.isChanged) return
    await this.#send()
  }

  /** Mine in place of what is there, of which I was told. */
  async mine(): Promise<void> {
    if (this.#isSaving) return
    if (this.#theirs) this.#version = this.#theirs.version
    await this.#send()
  }

  /** What is there in place of mine; undo brings mine back. */
  async theirs(): Promise<void> {
    const loaded = this.#theirs ?? (await this.#fetch())
    if (!loaded) return
    this.#version = loaded.version
    this.cues.take(loaded.cues)
    this.#hide()
    this.keepDraft()
    this.acts.say('Undo brings yours back.')
    this.acts.changed()
  }

  async #send(): Promise<void> {
    const sent = this.cues.list
    this.#isSaving = true
    this.acts.say('')
    this.acts.changed()
    const answer = await this.desk.send(sent, this.#version)
    this.#isSaving = false
    if (answer.is === 'kept') this.#kept(sent, answer.version)
    else if (answer.is === 'stale') await this.#stale(sent, answer.sentence)
    else {
      this.keepDraft()
      this.#show(`${answer.sentence} ${this.#draft.told}`)
    }
    this.acts.changed()
  }

  #kept(sent: readonly Cue[], version: string): void {
    this.#version = version
    const empty = this.cues.saved(sent)
    this.#hide()
    this.keepDraft()
    this.acts.say(`Saved${empty === 0 ? '' : `. ${sayEmpty(empty)}`}`)
    if (sent.some(({ text }) => /[<&]/.test(text))) void this.#learn(sent, version)
  }

  async #learn(sent: readonly Cue[], version: string): Promise<void> {
    const loaded = await this.desk.load().catch(() => undefined)
    const said = sent.filter((cue) => !isEmpty(cue))
    if (loaded?.version !== version || loaded.cues.length !== said.length) return
    loaded.cues.forEach(({ start, text }, at) => {
      const mine = said[at]
      if (mine?.start === start) this.#keptAs.set(mine.text, text)
    })
  }

  async #stale(sent: readonly Cue[], sentence: string): Promise<void> {
    const loaded = await this.desk.load().catch(() => undefined)
    // Where an answer got lost it was saved all the same.
    if (
      loaded &&
      differing(
        sent.filter((cue) => !isEmpty(cue)),
        loaded.cues,
      ) === 0
    )
      return this.#kept(sent, loaded.version)
    this.#theirs = loaded
    this.#show(loaded ? this.#told(loaded) : sentence, 'Load what is there now', 'Replace it with mine')
    // Whoever saves works further down.
    this.notice.tabIndex = -1
    this.notice.focus()
  }

  #restore(loaded: Loaded): void {
    const kept = this.#draft.read()
    if (!kept) return
    if (differing(kept.work, loaded.cues) === 0) return this.#draft.drop()
    this.cues.replace(kept.work)
    this.#theirs = loaded
    if (kept.version === loaded.version)
      this.#show('Changes that you had not saved are back.', 'Discard them', 'Save them')
    else {
      this.#version = kept.version
      this.#show(
        `Changes that you had not saved are back. ${this.#told(loaded)}`,
        'Load what is there now',
        'Replace it with mine',
      )
    }
  }

  #told({ cues }: Loaded): string {
    const mine = this.cues.list.map((cue) => ({ ...cue, text: this.#keptAs.get(cue.text) ?? cue.text }))
    const count = differing(mine, cues)
    const said = count === 1 ? '1 caption differs' : `${count} captions differ`
    return `The captions were changed meanwhile, in another window or by somebody else: ${said} from yours.`
  }

  async #fetch(): Promise<Loaded | undefined> {
    try {
      return await this.desk.load()
    } catch {
      this.acts.say('The captions could not be loaded. Reload the page to try again.', true)
      this.acts.changed()
      return undefined
    }
  }

  /** @param theirs what the button is called that takes what is there; without it nothing can be chosen */
  #show(sentence: string, theirs = '', mine = ''): void {
    write(this.notice.querySelector('[data-cue-refusal]'), sentence)
    write(this.notice.querySelector('[data-act=theirs]'), theirs)
    write(this.notice.querySelector('[data-act=mine]'), mine)
    this.notice.querySelector<HTMLElement>('[data-cue-choice]')!.hidden = theirs === ''
    this.notice.hidden = false
  }

  #hide(): void {
    this.#theirs = undefined
    this.notice.hidden = true
  }
}

function bare({ start, end, settings, text }: NewCue): NewCue {
  return { start, end, settings, text }
}

function sayEmpty(count: number): string {
  return count === 1 ? '1 empty caption was left out' : `${count} empty captions were left out`
}
