import { sayShort, toHundredth } from './clock'
import { Desk } from './desk'
import { Doing } from './doing'
import type { Drawn } from './drag'
import { Film } from './film'
import { Keeping } from './keeping'
import { actOf, actOnEdge, isItsOwn, isOfPlayer, isWriting, type Act } from './keys'
import { isList, writeList } from './lists'
import { Chapters } from './model'
import { Panel } from './panel'
import { Paste } from './paste'
import { write } from './pool'
import { Rows } from './rows'
import { hearOfAnother, sightsOf, targetsOf } from './sights'
import { snap, type Target } from './snap'
import { Timeline } from './timeline'

/** Chapters in the browser: the film, its time line, their list, and what can be done with them. */
export class Editor {
  readonly #chapters = new Chapters()
  readonly #desk: Desk
  readonly #film: Film
  readonly #doing: Doing
  readonly #keeping: Keeping
  readonly #panel: Panel
  readonly #timeline: Timeline
  readonly #rows: Rows
  readonly #paste: Paste
  #targets: readonly Target[] = []
  #drags = 0
  #drawnFrom: number | undefined
  #drawnPlayhead = 0

  constructor(private readonly root: HTMLElement) {
    const address = root.dataset['chapterEditor'] ?? ''
    this.#desk = new Desk(address)
    this.#film = new Film(root, () => this.#step())
    this.#panel = new Panel(this.#part('[data-panel]'), this.#desk, this.#chapters, address, {
      changed: () => this.#show(),
      say: (sentence) => this.#say(sentence),
      made: () => this.#made(),
    })
    this.#doing = new Doing(this.#chapters, this.#film, () => this.#panel.proposals)
    this.#keeping = new Keeping(this.#part('[data-notice]'), this.#desk, this.#chapters, address, {
      changed: () => this.#show(),
      say: (sentence, isBad) => this.#say(sentence, isBad),
    })
    this.#timeline = new Timeline(this.#part('[data-reel]'), {
      seek: (moment) => this.#film.seek(moment),
      choose: (key) => this.#choose(key),
      draw: (drawn, reach) => this.#draw(drawn, reach),
      drawn: () => this.#drawn(),
      undrawn: () => this.#undrawn(),
      rename: (key, title) => this.#rename(key, title),
    })
    this.#rows = new Rows(this.#part('[data-rows]'), this.#chapters, this.#doing, this.#film, {
      choose: (key) => this.#choose(key),
      done: (sentence) => this.#done(sentence),
    })
    this.#paste = new Paste(
      this.#part('#chapter-paste') as HTMLDialogElement,
      () => this.#chapters.duration,
      (lines) => {
        this.#chapters.replace(lines)
        this.#done(`${lines.length} chapters were pasted. Undo brings back what was there.`)
      },
    )
    root.addEventListener('click', (event) => this.#click(event))
    document.addEventListener('keydown', (event) => this.#press(event), true)
    document.addEventListener('paste', (event) => this.#pasted(event))
    void this.#load()
  }

  async #load(): Promise<void> {
    const loaded = await this.#keeping.load()
    if (!loaded) return
    this.root.dataset['chapterState'] = 'there'
    this.#panel.begin(loaded)
    this.#show()
    await this.#look()
    const tiles = () => this.#timeline.tiles
    hearOfAnother(this.#film, tiles, () => void this.#madeAnew())
  }

  async #look(): Promise<void> {
    const sights = await sightsOf(this.#film, this.#desk)
    Object.assign(this.#timeline, sights)
    this.#rows.tiles = sights.tiles
    this.#targets = targetsOf(sights, this.#chapters.duration)
    this.#show()
  }

  async #madeAnew(): Promise<void> {
    await this.#made()
    await this.#look()
    this.#say('The video was made anew. Its pictures and sound are the new ones; reload the page to play it.')
  }

  /** Its job is over: chapters where nobody had written any, else proposals. */
  async #made(): Promise<void> {
    const loaded = await this.#keeping.reload()
    if (loaded) this.#panel.again(loaded)
    this.#show()
  }

  #show(): void {
    const { list, duration } = this.#chapters
    const { ghosts, current } = this.#doing
    const chosen = this.#chapters.at(this.#doing.chosen) < 0 ? undefined : this.#doing.chosen
    this.#timeline.show({ list, ghosts, isProposed: this.#panel.proposals.length > 0, chosen, duration })
    this.#rows.show(ghosts, chosen)
    this.#panel.show(ghosts.length)
    this.#step()
    const isChanged = this.#chapters.isChanged
    write(this.#part('[data-work]'), this.#keeping.isSaving ? 'Saving…' : isChanged ? 'Not saved' : '')
    this.#part('[data-none]').hidden = list.length > 0 || ghosts.length > 0
    this.#part('[data-act=copy]').dataset['copies'] = writeList(list)
    this.#enable({
      save: isChanged && !this.#keeping.isSaving,
      undo: this.#chapters.canUndo,
      redo: this.#chapters.canRedo,
      split: duration > 0,
      merge: current !== undefined,
      rename: current !== undefined,
      play: current !== undefined,
      here: current !== undefined && current.start > 0,
      paste: duration > 0,
      copy: list.length > 0,
    })
  }

  #enable(acts: Record<string, boolean>): void {
    for (const [act, can] of Object.entries(acts))
      for (const button of this.root.querySelectorAll<HTMLButtonElement>(`[data-act="${act}"]`))
        button.disabled = !can
  }

  #step(): void {
    // The player may tell of itself before everything here is made.
    this.#timeline?.step(this.#film.now, this.#film.isPlaying)
    this.#rows?.mark()
    write(this.root.querySelector('[data-moment]'), sayShort(toHundredth(this.#film.now)))
    this.#timeline?.nameMerging(this.#doing?.current?.start === 0)
  }

  #choose(key: number): void {
    this.#doing.chosen = key
    this.#show()
  }

  #click(event: Event): void {
    const button =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-act], [data-accept]')
    if (!button) return
    const { act, accept } = button.dataset
    if (act) this.#act(act as Act)
    const proposal = this.#doing.ghosts.find(({ start }) => String(start) === accept)
    if (proposal) this.#done(this.#doing.accept(proposal))
  }

  #act(act: Act | 'paste' | 'mine' | 'theirs' | 'make' | 'unmake'): void {
    if (act === 'save') this.#save()
    else if (act === 'mine') void this.#keeping.mine()
    else if (act === 'theirs') this.#keeping.theirs()
    else if (act === 'make') void this.#panel.make()
    else if (act === 'unmake') void this.#panel.cancel()
    else if (act === 'paste') this.#paste.open('')
    else if (act === 'zoomIn') this.#timeline.zoom(1.6)
    else if (act === 'zoomOut') this.#timeline.zoom(1 / 1.6)
    else if (act === 'fit') this.#timeline.fit()
    else if (act === 'help') (this.#part('#chapter-keys') as HTMLDialogElement).showModal()
    else if (act === 'rename') this.#beginRenaming()
    else this.#do(act)
  }

  #save(): void {
    const wrong = this.#rows.wrong()
    if (wrong) this.#say(wrong, true)
    else void this.#keeping.save()
  }

  #do(act: Act): void {
    let said = ''
    const where = [this.#timeline, this.#rows].find((part) => part.hasFocus)
    if (!this.#doing.act(act, (sentence) => (said = sentence))) return
    if (act === 'undo' || act === 'redo') this.#panel.want()
    this.#done(said)
    where?.keepFocus(this.#doing.current?.key)
    if (act !== 'toggle') this.#timeline.reveal(this.#film.now)
    if (act === 'split' && said.startsWith('Split')) this.#beginRenaming()
    if (act === 'before' || act === 'next') this.#rows.reveal(this.#doing.chosen)
  }

  /** Something was done; it is shown, kept and said. */
  #done(sentence: string): void {
    this.#keeping.touched()
    this.#show()
    this.#say(sentence)
  }

  /** Where one is: on the time line, else in the list, which a phone has instead. */
  #beginRenaming(): void {
    const { current } = this.#doing
    if (!current) return
    this.#choose(current.key)
    const isList = document.activeElement?.closest('[data-rows]') || matchMedia('(width < 640px)').matches
    if (isList) this.#rows.write(current.key)
    else this.#timeline.rename(current.key)
  }

  #rename(key: number, title: string): void {
    if (this.#chapters.rename(key, title)) this.#done('')
    else this.#show()
  }

  #draw({ key, moment, free }: Drawn, reach: number): { start: number; to: Target | undefined } {
    const chapter = this.#chapters.list[this.#chapters.at(key)]
    if (this.#drawnFrom === undefined) {
      this.#drags++
      this.#drawnFrom = chapter?.start
      this.#drawnPlayhead = toHundredth(this.#film.now)
    }
    const to = free ? undefined : snap(moment, this.#near(), reach)
    this.#chapters.move(key, to?.at ?? Math.round(moment / 100) * 100, `drag ${this.#drags}`)
    this.#show()
    const start = this.#chapters.list[this.#chapters.at(key)]?.start ?? 0
    return { start, to: to?.at === start ? to : undefined }
  }

  *#near(): Generator<Target> {
    for (const { start } of this.#panel.proposals) yield { at: start, kind: 'proposal' }
    yield { at: this.#drawnPlayhead, kind: 'playhead' }
    yield* this.#targets
  }

  #drawn(): void {
    const chapter = this.#chapters.list[this.#chapters.at(this.#doing.chosen)]
    // Brought back to where it was, it was not moved.
    if (this.#drawnFrom === undefined || chapter?.start === this.#drawnFrom) return this.#undrawn()
    this.#drawnFrom = undefined
    this.#chapters.settle()
    this.#done(chapter ? `“${chapter.title}” begins at ${sayShort(chapter.start)} now.` : '')
  }

  #undrawn(): void {
    if (this.#drawnFrom !== undefined) this.#chapters.cancel()
    this.#drawnFrom = undefined
    this.#show()
  }

  #press(event: KeyboardEvent): void {
    const act = actOnEdge(event) ?? actOf(event)
    const target = event.target
    if (
      !act ||
      event.defaultPrevented ||
      (target instanceof Element && target.closest('dialog, [role=menu]'))
    )
      return
    const isEverywhere = act === 'save' || act === 'undo' || act === 'redo'
    if (isWriting(target) && !(isEverywhere && (act === 'save' || this.#rows.owns(target)))) return
    if (isItsOwn(target, event.key) || isOfPlayer(target, act)) return
    event.preventDefault()
    event.stopPropagation()
    if (isEverywhere && isWriting(target)) this.#leave(target as HTMLElement, act)
    this.#act(act)
  }

  /** What was written counts; whoever saves writes on, and undo shows in a field that nobody is in. */
  #leave(field: HTMLElement, act: Act): void {
    field.blur()
    if (act === 'save') field.focus()
    else this.#rows.keepFocus(this.#doing.current?.key)
  }

  /** A list from elsewhere, wherever one stands. */
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (isWriting(event.target) || !isList(text)) return
    event.preventDefault()
    this.#paste.open(text)
  }

  #say(sentence: string, isBad = false): void {
    const place = this.#part('[data-said]')
    place.classList.toggle('chapter-said-bad', isBad)
    write(place, sentence)
  }

  #part(selector: string): HTMLElement {
    const part = this.root.querySelector<HTMLElement>(selector)
    if (!part) throw new Error(selector)
    return part
  }
}
