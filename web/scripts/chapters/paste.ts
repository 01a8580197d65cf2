import { firstTitle, mostChapters } from './chapter'
import { sayShort } from './clock'
import { isTooLong, readList, type Line, type Read } from './lists'
import { element, write } from './pool'

/** A list that somebody has from elsewhere, looked at before it takes the place of what there is. */
export class Paste {
  readonly #text: HTMLTextAreaElement
  #read: Read = { chapters: [], faults: [], isOpened: false }

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly durationOf: () => number,
    use: (chapters: readonly Line[]) => void,
  ) {
    this.#text = dialog.querySelector('textarea')!
    this.#text.addEventListener('input', () => this.#look())
    dialog.querySelector('form')?.addEventListener('submit', () => {
      use(this.#read.chapters)
      this.#text.value = ''
    })
  }

  open(text: string): void {
    if (text !== '') this.#text.value = text
    this.#look()
    this.dialog.showModal()
    this.#text.focus()
  }

  #look(): void {
    this.#read = readList(this.#text.value, this.durationOf())
    const { chapters, faults } = this.#read
    const many = isTooLong(chapters)
    write(
      this.dialog.querySelector('[data-paste-count]'),
      this.#sentence(chapters.length, faults.length, many),
    )
    const list = this.dialog.querySelector('[data-paste-faults]')
    list?.replaceChildren(...faults.slice(0, 20).map(({ line, sentence }) => fault(line, sentence)))
    const button = this.dialog.querySelector<HTMLButtonElement>('[type=submit]')
    if (button) button.disabled = chapters.length === 0 || many
  }

  #sentence(chapters: number, faults: number, many: boolean): string {
    if (many) return `${chapters} chapters; ${mostChapters} are the most.`
    if (chapters === 0) return faults === 0 ? '' : 'Nothing of it can be used.'
    const last = sayShort(this.#read.chapters.at(-1)?.start ?? 0)
    const opened = this.#read.isOpened ? ` “${firstTitle}” is put before the first.` : ''
    const found = `${chapters === 1 ? '1 chapter.' : `${chapters} chapters, the last at ${last}.`}${opened}`
    return faults === 0 ? found : `${found} The lines below are left out.`
  }
}

function fault(line: number, sentence: string): HTMLElement {
  const item = element('li', 'paste-fault')
  item.append(element('strong', 'number', `Line ${line}`), ` ${sentence}`)
  return item
}
