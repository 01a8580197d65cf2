import { toHundredth } from '../chapters/clock'
import { Desk as VideoDesk } from '../chapters/desk'
import { Film } from '../chapters/film'
import { write } from '../chapters/pool'
import { Cues } from './cues'
import { Desk } from './desk'
import { Finding } from './finding'
import { Follow } from './follow'
import { Grow, growsByItself } from './grow'
import { keepClear } from './head'
import { Keeping } from './keeping'
import { actOf, nudgeOf } from './keys'
import { Now } from './now'
import { cueOf } from './row'
import { Rows } from './rows'
import { Strip } from './strip'

/** Twenty a second for two hours: fine enough to see where a word begins. */
const mostPeaks = 144_000

/** Captions in the browser: their list beside the player, and what can be done with them. */
export class Editor {
  readonly #cues = new Cues()
  readonly #rows: Rows
  readonly #film: Film
  readonly #now: Now
  readonly #follow: Follow
  readonly #keeping: Keeping
  readonly #strip: Strip
  #chosen: number | undefined
  /** Of what is said now. */
  #row: HTMLElement | undefined
  #said = ''
  #isBad = false

  constructor(private readonly root: HTMLElement) {
    const list = this.#part('[data-cue-list]')
    const address = root.dataset['cueEditor'] ?? ''
    this.#rows = new Rows(list, growsByItself() ? undefined : new Grow().grow)
    this.#film = new Film(root, () => this.#step())
    this.#now = new Now(this.#film, this.#part('[data-cue-now]'))
    this.#follow = new Follow(this.#film, list, this.#part('[data-cue-follows]'))
    this.#keeping = new Keeping(this.#part('[data-cue-conflict]'), new Desk(address), this.#cues, address, {
      changed: () => this.#show(),
      say: (sentence, isBad) => this.#say(sentence, isBad),
    })
    this.#strip = new Strip(this.#part('[data-cue-strip]'), this.#film, this.#cues, {
      choose: (id) => this.#point(id),
      drawing: (cue) => this.#rows.renew(cue),
      done: () => this.#done(),
    })
    new Finding(this.#part('#cue-replace'), this.#cues, (sentence) => {
      this.#done()
      this.#say(sentence)
      this.#show()
    })
    keepClear(root, this.#part('[data-cue-head]'))
    root.addEventListener('click', (event) => this.#click(event))
    root.addEventListener('input', (event) => this.#write(event))
    for (const event of ['change', 'focusout']) root.addEventListener(event, (it) => this.#written(it))
    root.addEventListener('focusin', (event) => this.#choose(cueOf(event)))
    this.#part('#cue-shift').addEventListener('submit', () => this.#shift())
    for (const event of ['play', 'pause']) root.addEventListener(event, () => this.#step(), true)
    document.addEventListener('keydown', (event) => this.#press(event), true)
    window.addEventListener('beforeunload', (event) => {
      this.#keeping.keepDraft()
      if (this.#cues.isChanged || this.#rows.isIllegible) event.preventDefault()
    })
    void this.#load()
    const video = new VideoDesk(root.dataset['video'] ?? '')
    void video.peaks(mostPeaks).then((peaks) => this.#strip.hear(peaks))
  }

  async #load(): Promise<void> {
    if (!(await this.#keeping.load())) return
    this.#part('[data-act=add]').toggleAttribute('disabled', false)
    this.#show()
  }

  #show(focus?: number): void {
    const { list, isChanged } = this.#cues
    const { isSaving } = this.#keeping
    this.#rows.show(list)
    this.#rows.mark(this.#chosen, 'data-chosen')
    this.#strip.show(this.#chosen)
    this.#part('[data-cue-empty]').hidden = list.length > 0 || !this.#keeping.isLoaded
    const at = this.#cues.at(this.#chosen)
    const { isIllegible } = this.#rows
    this.#enable({
      save: (isChanged || isIllegible) && !isSaving,
      undo: this.#cues.canUndo || isIllegible,
      redo: this.#cues.canRedo,
      split: at >= 0,
      join: at >= 0 && at < list.length - 1,
      remove: at >= 0,
      begin: at >= 0,
      end: at >= 0,
      shift: list.length > 0,
      replace: list.length > 0,
    })
    this.#step()
    const work = isSaving ? 'Saving…' : isChanged || isIllegible ? 'Not saved' : ''
    const state = this.#part('[data-cue-state]')
    state.toggleAttribute('data-bad', this.#isBad)
    state.toggleAttribute('data-long', this.#said.length > 16)
    write(state, this.#said || work)
    if (focus !== undefined) {
      const field = this.#rows.of(focus)?.querySelector<HTMLElement>('[data-text]')
      field?.focus()
      this.#rows.of(focus)?.scrollIntoView({ block: 'nearest' })
    }
  }

  /** Something was done; it is shown and kept. */
  #done(focus?: number): void {
    this.#keeping.touched()
    this.#say('')
    this.#show(focus)
  }

  #enable(acts: Record<string, boolean>): void {
    for (const [act, can] of Object.entries(acts)) {
      const button = this.root.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)
      if (button) button.disabled = !can
    }
  }

  #choose(id: number | undefined): void {
    if (id === undefined || id === this.#chosen) return
    this.#chosen = id
    this.#seek()
    this.#show()
  }

  /** Chosen on the time line: the film stays where it is. */
  #point(id: number): void {
    if (id !== this.#chosen) {
      this.#chosen = id
      this.#show()
    }
    this.#rows.of(id)?.scrollIntoView({ block: 'nearest' })
  }

  /** A film that plays goes on, and one that is within the caption stays there: it may be to begin or end just here. */
  #seek(): void {
    const cue = this.#cues.list[this.#cues.at(this.#chosen)]
    const { now, isPlaying } = this.#film
    if (cue && !isPlaying && (now < cue.start || now >= cue.end)) this.#film.seek(cue.start)
  }

  #click(event: Event): void {
    const target = event.target instanceof Element ? event.target : undefined
    const act = target?.closest<HTMLElement>('[data-act]')?.dataset['act']
    if (act) this.#act(act)
    if (!target?.closest('[data-number]')) return
    const id = cueOf(event)
    this.#choose(id)
    const cue = this.#cues.list[this.#cues.at(id)]
    if (!cue) return
    this.#film.playFrom(cue.start)
    this.#follow.follow()
  }

  #act(act: string): void {
    if (act === 'play') return this.#film.toggle()
    if (act === 'help') return this.#part('.cue-keys summary').click()
    if (!this.#keeping.isLoaded) return
    // What is being written counts.
    const field = this.#rows.written
    field?.blur()
    if (act === 'save' || act === 'mine') this.#save(act, field)
    else if (act === 'theirs') void this.#keeping.theirs()
    else if (act === 'before' || act === 'next') this.#go(act === 'before' ? -1 : 1)
    else if (act === 'undo' && this.#rows.forget()) this.#done(this.#chosen)
    else this.#change(act)
  }

  #change(act: string): void {
    const id = this.#chosen
    const now = toHundredth(this.#film.now)
    let focus = id
    if (act === 'undo') this.#cues.undo()
    else if (act === 'redo') this.#cues.redo()
    else if (act === 'add') focus = this.#cues.add(id, now)
    else if (id === undefined) return
    else if (act === 'split') focus = this.#cues.split(id, this.#cursor(id), now) ?? id
    else if (act === 'join') this.#cues.join(id)
    else if (act === 'remove') focus = this.#cues.remove(id)
    else if (act === 'begin') this.#cues.time(id, { start: now })
    else if (act === 'end') this.#cues.time(id, { end: now })
    else return
    this.#cues.settle()
    this.#chosen = focus
    const stays = this.#strip.hasFocus && (act === 'undo' || act === 'redo')
    this.#done(stays || this.#cues.at(focus) < 0 ? undefined : focus)
  }

  #go(steps: number): void {
    const next = this.#cues.list[this.#cues.at(this.#chosen) + steps]
    if (!next) return
    this.#chosen = next.id
    this.#seek()
    this.#show(next.id)
  }

  #cursor(id: number): number {
    const field = this.#rows.of(id)?.querySelector<HTMLTextAreaElement>('[data-text]')
    return field?.selectionStart ?? 0
  }

  #write(event: Event): void {
    const id = cueOf(event)
    const field = event.target
    if (id === undefined) return
    if (field instanceof HTMLTextAreaElement) this.#cues.write(id, field.value)
    else if (field instanceof HTMLInputElement) {
      const time = this.#rows.read(field)
      if (time !== undefined) this.#cues.time(id, 'start' in field.dataset ? { start: time } : { end: time })
    }
    this.#done()
  }

  /** A time was written and left. */
  #written({ target }: Event): void {
    if (!(target instanceof HTMLInputElement) || target !== this.#rows.written) return
    this.#rows.leave(target)
    const id = cueOf({ target })
    if (this.#cues.carry(id)) {
      this.#say('Its end moved along: it is shown for as long as before.')
      if (id === this.#chosen) this.#seek()
    }
    this.#cues.settle()
    this.#keeping.touched()
    this.#show()
  }

  #shift(): void {
    const by = Math.round(this.#input('#cue-seconds').valueAsNumber * 1000)
    const from = this.#input('#cue-from').checked ? this.#chosen : undefined
    if (!Number.isFinite(by) || by === 0) return
    if (this.#cues.shift(by, from)) return this.#done()
    this.#say('The first would begin before the video. Nothing was shifted.', true)
    this.#show()
  }

  /** @param field that was being written in; whoever saves writes on */
  #save(how: 'save' | 'mine', field: HTMLElement | undefined): void {
    const [wrong, ...more] = this.#rows.wrong(this.#cues.list)
    if (!wrong) {
      void this.#keeping[how]()
      field?.focus({ preventScroll: true })
      return
    }
    const number = this.#cues.at(wrong.id) + 1
    const rest = more.length === 0 ? '' : ` ${more.length} more cannot be saved either.`
    this.#chosen = wrong.id
    this.#say(`Caption ${number}: ${wrong.sentence}${rest}`, true)
    this.#show()
    wrong.field.focus({ preventScroll: true })
    this.#rows.of(wrong.id)?.scrollIntoView({ block: 'nearest' })
  }

  #press(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.closest('dialog')) return
    const by = nudgeOf(event)
    const act = actOf(event)
    if (by !== undefined ? !this.#strip.nudge(event.target, by) : !act) return
    event.preventDefault()
    event.stopPropagation()
    if (act) this.#act(act)
  }

  /** What is said now is marked in the list, and kept in view. */
  #step(): void {
    // The player may tell of itself before everything here is made.
    const cue = this.#now?.of(this.#cues.list)
    const row = this.#rows.of(cue?.id)
    if (row !== this.#row) this.#rows.mark(cue?.id, 'data-now')
    this.#row = row
    this.#follow?.step(row)
    this.#strip?.step(cue?.id)
  }

  #say(sentence: string, isBad = false): void {
    this.#said = sentence
    this.#isBad = isBad
  }

  #part(selector: string): HTMLElement {
    const part = this.root.querySelector<HTMLElement>(selector)
    if (!part) throw new Error(selector)
    return part
  }

  #input(selector: string): HTMLInputElement {
    return this.#part(selector) as HTMLInputElement
  }
}
