import type { MediaPlayerElement } from 'vidstack/elements'
import { lastBefore } from '../player/transcript'
import { Cues } from './cues'
import { Desk } from './desk'
import { actOf } from './keys'
import { Rows } from './rows'
import { readTime } from './times'

/** Captions in the browser: their list beside the player, and what can be done with them. */
export class Editor {
  readonly #cues = new Cues()
  readonly #rows: Rows
  readonly #desk: Desk
  #version = '*'
  #chosen: number | undefined
  #saving = false

  constructor(private readonly root: HTMLElement) {
    this.#rows = new Rows(this.#part('[data-cue-list]'))
    this.#desk = new Desk(root.dataset['cueEditor'] ?? '')
    root.addEventListener('click', (event) => this.#click(event))
    root.addEventListener('input', (event) => this.#write(event))
    root.addEventListener('change', (event) => this.#time(event))
    root.addEventListener('focusin', (event) => this.#choose(cueOf(event)))
    root.addEventListener('submit', () => this.#shift())
    // What a player tells does not rise to what is around it, but is heard on its way down.
    root.addEventListener('time-update', () => this.#step(), true)
    document.addEventListener('keydown', (event) => this.#press(event), true)
    window.addEventListener('beforeunload', (event) => this.#cues.isChanged && event.preventDefault())
    void this.#load()
  }

  async #load(): Promise<void> {
    try {
      const { cues, version } = await this.#desk.load()
      this.#cues.load(cues)
      this.#version = version
      this.#chosen = undefined
      this.#refuse('')
      this.#say('')
    } catch {
      this.#say('The captions could not be loaded. Reload the page to try again.')
      return
    }
    this.#show()
  }

  #show(focus?: number): void {
    this.#rows.show(this.#cues.list)
    this.#rows.mark(this.#chosen, 'data-chosen')
    this.#part('[data-cue-empty]').hidden = this.#cues.list.length > 0
    const at = this.#cues.at(this.#chosen)
    this.#enable({
      save: this.#cues.isChanged && !this.#saving,
      add: true,
      undo: this.#cues.canUndo,
      redo: this.#cues.canRedo,
      split: at >= 0,
      join: at >= 0 && at < this.#cues.list.length - 1,
      remove: at >= 0,
      begin: at >= 0,
      end: at >= 0,
      shift: this.#cues.list.length > 0,
    })
    this.#step()
    if (this.#cues.isChanged && !this.#saving) this.#say('Not saved')
    else if (this.#part('[data-cue-state]').textContent === 'Not saved') this.#say('')
    if (focus !== undefined) {
      const field = this.#rows.of(focus)?.querySelector<HTMLElement>('[data-text]')
      field?.focus()
      field?.scrollIntoView({ block: 'nearest' })
    }
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
    this.#show()
  }

  #click(event: Event): void {
    const target = event.target instanceof Element ? event.target : undefined
    const act = target?.closest<HTMLElement>('[data-act]')?.dataset['act']
    if (act) void this.#act(act)
    if (!target?.closest('[data-number]')) return
    const id = cueOf(event)
    this.#choose(id)
    const player = this.#player()
    const cue = this.#cues.list[this.#cues.at(id)]
    if (!player || !cue) return
    player.currentTime = cue.start / 1000
    void player.play().catch(() => undefined)
  }

  async #act(act: string): Promise<void> {
    const id = this.#chosen
    const now = Math.round((this.#player()?.currentTime ?? 0) * 1000)
    if (act === 'save') return this.#save(this.#version)
    if (act === 'mine') return this.#save('*')
    if (act === 'theirs') return this.#load()
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
    else return this.#go(act)
    this.#chosen = focus
    this.#show(this.#cues.at(focus) < 0 ? undefined : focus)
  }

  /** Leads to another one, or to the film; changes nothing. */
  #go(act: string): void {
    const at = this.#cues.at(this.#chosen)
    const next = this.#cues.list[act === 'before' ? at - 1 : at + 1]
    if (!next || (act !== 'before' && act !== 'next')) return
    this.#chosen = next.id
    this.#show(next.id)
  }

  #cursor(id: number): number {
    const field = this.#rows.of(id)?.querySelector<HTMLTextAreaElement>('[data-text]')
    return field?.selectionStart ?? 0
  }

  #write(event: Event): void {
    const id = cueOf(event)
    if (!(event.target instanceof HTMLTextAreaElement) || id === undefined) return
    this.#cues.write(id, event.target.value)
    this.#show()
  }

  #time(event: Event): void {
    const id = cueOf(event)
    const field = event.target
    if (!(field instanceof HTMLInputElement) || id === undefined) return
    const time = readTime(field.value)
    if (time === undefined) {
      field.setAttribute('aria-invalid', 'true')
      this.#say('A time is written 0:01:02.500.')
      return
    }
    this.#cues.time(id, 'start' in field.dataset ? { start: time } : { end: time })
    this.#show()
  }

  #shift(): void {
    const by = Math.round(this.#input('#cue-seconds').valueAsNumber * 1000)
    const from = this.#input('#cue-from').checked ? this.#chosen : undefined
    if (!Number.isFinite(by) || by === 0) return
    if (this.#cues.shift(by, from)) this.#show()
    else this.#say('The first would begin before the video. Nothing was shifted.')
  }

  async #save(version: string): Promise<void> {
    if (this.#saving || (!this.#cues.isChanged && version !== '*')) return
    const sent = this.#cues.list
    const backwards = sent.filter((cue) => cue.end <= cue.start).length
    if (backwards > 0) {
      this.#say(backwards === 1 ? 'One ends before it begins' : `${backwards} end before they begin`)
      return
    }
    this.#saving = true
    this.#say('Saving…')
    this.#show()
    const answer = await this.#desk.send(sent, version)
    this.#saving = false
    if (answer.is === 'kept') {
      this.#version = answer.version
      this.#cues.saved(sent)
      this.#refuse('')
      this.#say('Saved')
    } else this.#refuse(answer.sentence, answer.is === 'stale')
    this.#show()
  }

  #refuse(sentence: string, isStale = false): void {
    this.#part('[data-cue-refusal]').textContent = sentence
    this.#part('[data-cue-choice]').hidden = !isStale
    this.#part('[data-cue-conflict]').hidden = sentence === ''
  }

  #press(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.closest('dialog')) return
    const act = actOf(event)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    if (act === 'play') void this.#toggle()
    else void this.#act(act)
  }

  async #toggle(): Promise<void> {
    const player = this.#player()
    if (player?.paused) await player.play().catch(() => undefined)
    else await player?.pause()
  }

  /** What is said now is marked in the list and stands below the film as it is written by now. */
  #step(): void {
    const now = Math.round((this.#player()?.currentTime ?? -1) * 1000)
    const list = this.#cues.list
    const cue =
      list[
        lastBefore(
          list.map(({ start }) => start),
          now,
        )
      ]
    const isNow = cue !== undefined && now < cue.end
    this.#rows.mark(isNow ? cue.id : undefined, 'data-now')
    this.#part('[data-cue-now]').textContent = isNow ? cue.text.replace(/<[^<>]*>/g, '') : ''
  }

  #say(text: string): void {
    this.#part('[data-cue-state]').textContent = text
  }

  #player(): MediaPlayerElement | null {
    return this.root.querySelector('media-player')
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

function cueOf(event: Event): number | undefined {
  const row = event.target instanceof Element && event.target.closest<HTMLElement>('[data-cue]')
  return row ? Number(row.dataset['cue']) : undefined
}
