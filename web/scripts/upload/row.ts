import type { Video } from './server'
import type { Stage } from './transfer'
import { progress, size } from './words'

export type Act = 'pause' | 'resume' | 'retry' | 'choose' | 'open' | 'remove'

export interface Shown {
  stage: Stage | 'unfinished'
  sent: number
  total: number
  /** In bytes a second; 0 where it is not known. */
  rate: number
  why: string
  video: string | undefined
  /** Whether another try would end the same way. */
  final: boolean
}

const acts: Record<Shown['stage'], Act[]> = {
  queued: ['pause', 'remove'],
  going: ['pause', 'remove'],
  waiting: ['retry', 'pause', 'remove'],
  paused: ['resume', 'remove'],
  done: ['open'],
  refused: ['retry', 'remove'],
  unfinished: ['choose', 'remove'],
}

const steps: Record<Shown['stage'], string> = {
  queued: 'Waits for its turn',
  going: 'Uploading',
  waiting: 'Waiting',
  paused: 'Paused',
  done: 'Uploaded',
  refused: 'Refused',
  unfinished: 'Not finished',
}

let rows = 0

/** One upload as it is seen. */
export class Row {
  readonly element: HTMLElement
  readonly title: HTMLInputElement
  readonly visibility: HTMLSelectElement
  readonly input: HTMLInputElement

  constructor(
    mould: HTMLTemplateElement,
    readonly filename: string,
  ) {
    this.element = mould.content.firstElementChild?.cloneNode(true) as HTMLElement
    this.title = this.one('input[type=text]')
    this.visibility = this.one('select')
    this.input = this.one('input[type=file]')
    const number = ++rows
    this.name(this.title, `upload-${number}-title`)
    this.name(this.visibility, `upload-${number}-visibility`)
    this.one('.upload-file').textContent = filename
    this.one('progress').setAttribute('aria-label', filename)
    this.input.setAttribute('aria-label', `${filename} once more`)
    for (const act of this.element.querySelectorAll('[data-act] .for-ears')) act.textContent = ` ${filename}`
  }

  onAct(hear: (act: Act) => void): void {
    this.element.addEventListener('click', (event) => {
      const act = event.target instanceof Element && event.target.closest<HTMLElement>('[data-act]')
      if (act) hear(act.dataset['act'] as Act)
    })
  }

  picture(address: string): void {
    const image = this.one<HTMLImageElement>('img')
    image.src = address
    image.hidden = false
  }

  show(now: Shown): void {
    const percent = now.total > 0 ? Math.floor((now.sent * 100) / now.total) : 0
    const tone = now.stage === 'done' ? 'good' : now.stage === 'refused' ? 'bad' : 'accent'
    this.element.dataset['stage'] = now.stage
    this.one('.progress').className = `progress progress-${now.stage === 'waiting' ? 'warn' : tone}`
    this.one('.upload-fields').hidden = now.stage === 'refused'
    this.write('.progress-step', steps[now.stage])
    this.write('.progress-share', now.stage === 'refused' ? '' : `${percent} %`)
    this.write('.progress-note', note(now))
    this.one<HTMLProgressElement>('progress').value = percent
    const open = this.one<HTMLAnchorElement>('[data-act=open]')
    if (now.video) open.href = `/studio/videos/${now.video}`
    this.offer(acts[now.stage].filter((act) => isOffered(act, now)))
  }

  /** @param other has the same bytes */
  same(other: Video): void {
    const link = this.one<HTMLAnchorElement>('.upload-same a')
    link.href = `/studio/videos/${other.id}`
    link.textContent = other.title
    this.one('.upload-same').hidden = false
  }

  saved(sentence: string, bad: boolean): void {
    const place = this.one('.upload-saved')
    place.textContent = sentence
    place.classList.toggle('studio-bad', bad)
  }

  /** Whoever pressed a button that is gone now finds the one in its place. */
  private offer(offered: Act[]): void {
    const before = document.activeElement
    for (const act of this.element.querySelectorAll<HTMLElement>('[data-act]'))
      act.hidden = !offered.includes(act.dataset['act'] as Act)
    if (before instanceof HTMLElement && before.hidden && this.element.contains(before))
      this.element.querySelector<HTMLElement>('[data-act]:not([hidden])')?.focus()
  }

  private write(selector: string, text: string): void {
    const place = this.one(selector)
    if (place.textContent !== text) place.textContent = text
  }

  private name(control: HTMLElement, id: string): void {
    control.id = id
    const label = control.closest('.field')?.querySelector('label')
    if (!label) return
    label.htmlFor = id
    label.insertAdjacentHTML('beforeend', '<span class="for-ears"></span>')
    label.lastElementChild?.append(` of ${this.filename}`)
  }

  private one<E extends Element = HTMLElement>(selector: string): E {
    const found = this.element.querySelector<E>(selector)
    if (!found) throw new Error(`The row has no ${selector}`)
    return found
  }
}

function isOffered(act: Act, now: Shown): boolean {
  if (act === 'open') return now.video !== undefined
  return act !== 'retry' || !now.final
}

function note(now: Shown): string {
  switch (now.stage) {
    case 'going':
      return progress(now.sent, now.total, now.rate)
    case 'waiting':
      return `${now.why} ${size(now.sent)} of ${size(now.total)} are there.`
    case 'refused':
      return now.why
    case 'done':
      return `${size(now.total)}. ${now.why || 'It is being prepared; you need not wait here.'}`
    case 'unfinished':
      if (!now.why && now.sent === 0)
        return `${size(now.total)}. Its turn had not come. Choose the same file again, and it is uploaded.`
      return (
        now.why ||
        `${size(now.sent)} of ${size(now.total)} are there. Choose the same file again, and it goes on from there.`
      )
    default:
      return `${size(now.sent)} of ${size(now.total)}`
  }
}
