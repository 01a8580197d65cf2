import type { Proposal } from './chapter'
import type { Desk, Loaded } from './desk'
import { Density, Rejections } from './draft'
import { Making } from './making'
import type { Chapters } from './model'
import { write } from './pool'
import { Proposals } from './proposals'

export interface PanelActs {
  changed(): void
  say(sentence: string): void
  /** A machine has made others. */
  made(): void
}

const sources: Record<string, string> = {
  transcript: 'from what is said',
  shots: 'from cuts and pauses, since nothing of what is said is written down',
  languageModel: 'by a language model, from what is said',
}

const nothing = (source: string | null): string =>
  source === 'shots'
    ? 'There is no pause in it that is long enough.'
    : 'Too little is said in these captions, or all of it is about one thing.'

/** Beside the film: what a machine proposes, how dense, and the making of it. */
export class Panel {
  readonly #proposals: Proposals
  readonly #making: Making
  readonly #slider: HTMLInputElement
  readonly #density: Density
  readonly #rejections: Rejections
  #isAsking = false

  constructor(
    private readonly place: HTMLElement,
    private readonly desk: Desk,
    private readonly chapters: Chapters,
    address: string,
    private readonly acts: PanelActs,
  ) {
    this.#slider = this.#part('[data-density]') as HTMLInputElement
    this.#density = new Density(address)
    // Before anything is loaded, so that undo does not lead behind it.
    chapters.thicken(this.#density.read(this.#slider) ?? chapters.density)
    this.#rejections = new Rejections(address)
    chapters.turnDown(this.#rejections.read())
    this.#proposals = new Proposals(desk, (failure) => {
      if (failure !== undefined) acts.say(`The proposals could not be fetched. ${failure}`)
      acts.changed()
    })
    this.#making = new Making(this.#part('[data-making]'), (state) => this.#over(state))
    this.#slider.addEventListener('input', () => {
      chapters.thicken(this.#slider.valueAsNumber)
      this.want()
      acts.changed()
    })
    this.#slideInSteps()
  }

  /** A drag is over when it is let go; a run of keys, each of which is a change, when the slider is left or dragged. */
  #slideInSteps(): void {
    let isDragged = false
    this.#slider.addEventListener('pointerdown', () => {
      isDragged = true
      this.chapters.settle()
    })
    this.#slider.addEventListener('keydown', () => (isDragged = false))
    this.#slider.addEventListener('change', () => isDragged && this.chapters.settle())
    this.#slider.addEventListener('blur', () => this.chapters.settle())
  }

  get proposals(): readonly Proposal[] {
    return this.#proposals.now?.chapters ?? []
  }

  begin({ generation }: Loaded): void {
    if (generation.state === 'waiting' || generation.state === 'running') this.#follow(generation.jobId)
    this.#fail(generation.state === 'failed' ? (generation.message ?? 'The chapters could not be made.') : '')
    this.#proposals.want(this.chapters.density)
  }

  again({ generation }: Loaded): void {
    this.#fail(generation.state === 'failed' ? (generation.message ?? 'The chapters could not be made.') : '')
    this.#proposals.forget()
    // What is made anew is looked at anew.
    this.chapters.turnDown([])
  }

  /** Those of the density that is chosen now; undo may have changed it. */
  want(): void {
    this.#density.write(this.chapters.density)
    this.#proposals.want(this.chapters.density)
  }

  async make(): Promise<void> {
    if (this.#isAsking || this.#making.isUnderWay) return
    this.#isAsking = true
    this.#fail('')
    this.acts.changed()
    const answer = await this.desk.generate()
    this.#isAsking = false
    if ('jobId' in answer) this.#follow(answer.jobId)
    else this.#fail(answer.sentence)
    this.acts.changed()
  }

  async cancel(): Promise<void> {
    const job = this.#making.job
    if (job === undefined) return
    const sentence = await this.desk.cancel(job)
    if (sentence !== '') this.acts.say(sentence)
  }

  /** @param open how many of them are not there yet */
  show(open: number): void {
    this.#rejections.write(this.chapters.rejected)
    const { now } = this.#proposals
    const shown = this.chapters.wanted(this.proposals)
    const wanted = shown.length
    const busy = this.#isAsking || this.#making.isUnderWay
    this.#part('[data-proposed]').hidden = !now
    this.#part('.chapter-density').hidden = now?.chapters.length === 0
    this.#part('[data-unproposed]').hidden = now !== undefined || busy
    const isNone = now?.chapters.length === 0
    const count = wanted === 1 ? '1 chapter' : `${wanted} chapters`
    write(this.#part('[data-proposed-count]'), isNone ? 'No chapters are proposed' : count)
    write(this.#part('[data-proposed-from]'), sayMaker(shown, now?.madeFrom ?? null, now?.model ?? null))
    write(this.#part('[data-proposed-open]'), isNone ? nothing(now.madeFrom) : openSaid(open))
    write(this.#part('[data-proposed-remark]'), now?.remark ?? '')
    this.#summarise(now?.summary ?? '')
    if (this.#slider.valueAsNumber !== this.chapters.density)
      this.#slider.valueAsNumber = this.chapters.density
    this.#slider.setAttribute(
      'aria-valuetext',
      `${Math.round(this.chapters.density * 100)} % of the usual number, ${wanted}`,
    )
    const all = this.#part('[data-act=acceptAll]') as HTMLButtonElement
    all.hidden = !now
    all.disabled = wanted === 0 || (open === 0 && wanted === this.chapters.list.length)
    write(
      all.querySelector('[data-label]'),
      this.chapters.list.length === 0 ? 'Use them' : 'Use them instead',
    )
    const make = this.#part('[data-act=make]') as HTMLButtonElement
    make.disabled = busy
    write(make.querySelector('[data-label]'), now ? 'Make again' : 'Make chapters')
  }

  #summarise(summary: string): void {
    this.#part('[data-summary]').hidden = summary === ''
    write(this.#part('[data-summary-said]'), summary)
    this.#part('[data-summary] [data-copies]').dataset['copies'] = summary
  }

  #follow(job: string | null): void {
    if (job !== null) this.#making.follow(job)
  }

  #over(state: string): void {
    if (state === 'cancelled') this.acts.say('The making of chapters was cancelled.')
    if (state === 'completed') this.acts.say('The video was looked through.')
    this.acts.made()
  }

  #fail(sentence: string): void {
    const place = this.#part('[data-failed]')
    place.hidden = sentence === ''
    write(place.querySelector('[data-failed-said]'), sentence)
  }

  #part(selector: string): HTMLElement {
    const part = this.place.querySelector<HTMLElement>(selector)
    if (!part) throw new Error(selector)
    return part
  }
}

/** Who made them; with more density than usual Kinora adds some to those of a language model. */
export function sayMaker(
  proposals: readonly Proposal[],
  madeFrom: string | null,
  model: string | null,
): string {
  const from = sources[madeFrom ?? ''] ?? 'by a machine'
  if (model === null) return from
  const models = proposals.filter(({ byModel }) => byModel).length
  const more = proposals.length - models
  if (models === 0 || more === 0) return `${from} (${model})`
  return `${models} of them by a language model (${model}) and ${more} more by Kinora, from what is said`
}

function openSaid(open: number): string {
  if (open === 0) return 'All of them are chapters already.'
  return open === 1 ? 'One of them is no chapter yet.' : `${open} of them are no chapters yet.`
}
