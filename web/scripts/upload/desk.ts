import { Draft } from './draft'
import { catchDrops } from './drops'
import { ofInput, wasLeftOut, type Found } from './films'
import { markOf } from './mark'
import { outcome, twin } from './outcome'
import { picture } from './picture'
import { Row, type Act } from './row'
import { bin, end, isSame, unfinished, type Change, type Unfinished } from './server'
import { showTotal } from './total'
import { Transfer, type Rest } from './transfer'
import { isBegun, isWaiting, Shelf, waiting } from './waiting'
import { Pace, size, titleOf } from './words'

const atOnce = 3

/** One line of the list: a file on its way, or what is left of one from before. */
interface Line {
  row: Row
  draft: Draft
  pace: Pace
  transfer?: Transfer
  before?: Unfinished
}

export function open(desk: HTMLElement): void {
  new Desk(desk).open()
}

class Desk {
  private readonly lines: Line[] = []
  private readonly pace = new Pace()
  private readonly mould: HTMLTemplateElement
  private readonly list: HTMLElement
  private readonly shelf: Shelf

  constructor(private readonly element: HTMLElement) {
    this.mould = this.one('[data-upload-row]')
    this.list = this.one('[data-upload-list]')
    this.shelf = new Shelf(element.dataset['person'] ?? '', () => this.lines.flatMap(waiting))
  }

  open(): void {
    this.element.hidden = false
    document.querySelector<HTMLElement>('[data-upload-plain]')?.remove()
    for (const button of this.element.querySelectorAll<HTMLElement>('[data-upload-opens]')) {
      const input = this.one<HTMLInputElement>(`#${button.dataset['uploadOpens']}`)
      button.addEventListener('click', () => input.click())
      input.addEventListener('change', () => {
        void this.take(ofInput(input.files))
        input.value = ''
      })
    }
    this.one('[data-upload-forget]').addEventListener('click', () => this.removeLeftovers())
    catchDrops(this.one('[data-upload-drop]'), (found) => void this.take(found))
    addEventListener('online', () => this.lines.forEach((line) => line.transfer?.goOn()))
    addEventListener('beforeunload', (event) => {
      if (this.lines.some((line) => line.transfer?.isUnderWay)) event.preventDefault()
    })
    void this.restore()
  }

  /** What was on its way or stood in line when the page went. */
  private async restore(): Promise<void> {
    const begun = await unfinished().catch(() => undefined)
    if (!begun) this.say('Whether there are unfinished uploads could not be asked. Reload the page to see.')
    begun?.filter((each) => !this.isHere(each)).forEach((each) => this.remember(each))
    for (const each of this.shelf.take())
      if (!isBegun(each, begun ?? [])) this.remember(each.before, each.wish)
  }

  private async take(found: Found): Promise<void> {
    const place = this.one('[data-upload-left-out]')
    place.textContent = wasLeftOut(found)
    place.hidden = !place.textContent
    const marked = await Promise.all(found.files.map(async (file) => ({ file, mark: await markOf(file) })))
    // Above what is there already, in their own order: on a phone nobody sees the end of the list.
    const top = this.list.firstElementChild
    const taken = marked.map(({ file, mark }) => {
      const before = this.lines.find((line) => line.before && isSame(line.before, file, mark))
      if (before) this.carryOn(before, file, mark)
      return before ?? this.again(file, mark) ?? this.add(file, mark, top)
    })
    taken[0]?.row.element.scrollIntoView({ block: 'nearest' })
    const count = found.files.length === 1 ? 'One file' : `${found.files.length} files`
    this.say(`${count} added. ${place.textContent}`.trim())
    this.next()
  }

  /** What failed is tried once more where it stands; what failed for good begins anew, and its video goes into the bin. */
  private again(file: File, mark: string): Line | undefined {
    const line = this.lines.find(({ transfer }) => transfer?.stage === 'refused' && transfer.isOf(file, mark))
    const failed = line?.transfer
    if (!line || !failed) return undefined
    if (failed.isFinal && failed.video)
      bin(failed.video).catch(() => this.say(`What failed of ${file.name} could not be put into the bin.`))
    this.send(line, file, mark, failed.rest)
    return line
  }

  private add(file: File, mark: string, above: Element | null): Line {
    const line = this.line(file.name, above)
    line.row.title.value = titleOf(file.name)
    this.send(line, file, mark)
    return line
  }

  private remember(before: Unfinished, wish: Change = {}): void {
    const line = this.line(before.filename ?? 'A film', null)
    line.before = before
    if (isWaiting(before)) {
      line.draft.set(wish)
      line.row.title.value = wish.title ?? titleOf(line.row.filename)
      if (wish.visibility) line.row.visibility.value = wish.visibility
    }
    if (before.video) line.draft.belongsTo(before.video)
    line.row.input.addEventListener('change', () => {
      const file = line.row.input.files?.[0]
      line.row.input.value = ''
      if (file) void this.choose(line, before, file)
    })
    this.show(line)
  }

  private async choose(line: Line, before: Unfinished, file: File): Promise<void> {
    const mark = await markOf(file)
    if (isSame(before, file, mark)) {
      this.carryOn(line, file, mark)
      return this.next()
    }
    const alike = before.filename === file.name && before.length === file.size
    this.show(
      line,
      alike
        ? `This ${file.name} has other contents than the one that was begun. Choose that one, or remove this line.`
        : `${file.name} with ${size(file.size)} is another file. Choose ${before.filename ?? 'the one'} with ${size(before.length ?? 0)}.`,
    )
  }

  private carryOn(line: Line, file: File, mark: string): void {
    const before = line.before
    delete line.before
    this.send(line, file, mark, before && !isWaiting(before) ? before : undefined)
  }

  private send(line: Line, file: File, mark: string, before?: Rest): void {
    line.transfer = new Transfer(
      file,
      mark,
      {
        changed: (transfer) => this.changed(line, transfer),
        named: (video) => line.draft.belongsTo(video),
        title: () => line.draft.touched.title,
      },
      before?.id,
    )
    if (before) {
      line.transfer.sent = before.received
      line.transfer.video = before.video ?? undefined
    }
    this.show(line)
    void picture(file).then((address) => address && line.row.picture(address))
  }

  private line(filename: string, above: Element | null): Line {
    const row = new Row(this.mould, filename)
    const draft = new Draft(
      (sentence, bad) => row.saved(sentence, bad),
      (title, visibility, touched) => {
        if (touched.title === undefined && document.activeElement !== row.title) row.title.value = title
        if (touched.visibility === undefined) row.visibility.value = visibility
      },
    )
    const line: Line = { row, draft, pace: new Pace() }
    row.title.addEventListener('change', () => draft.set({ title: row.title.value }))
    row.visibility.addEventListener('change', () => draft.set({ visibility: row.visibility.value }))
    row.onAct((act) => this.act(line, act))
    this.lines.push(line)
    this.list.insertBefore(row.element, above)
    return line
  }

  private act(line: Line, act: Act): void {
    if (act === 'pause') line.transfer?.pause()
    if (act === 'resume') line.transfer?.queue()
    if (act === 'retry' && line.transfer?.stage === 'waiting') line.transfer.goOn()
    else if (act === 'retry') line.transfer?.queue()
    if (act === 'choose') line.row.input.click()
    if (act === 'remove') this.remove(line)
    this.next()
  }

  /** Of what was refused a failed video is left, and goes into the bin. */
  private remove(line: Line): void {
    const { transfer, before } = line
    const gone = before
      ? isWaiting(before)
        ? Promise.resolve()
        : end(before.id)
      : (transfer?.remove() ?? Promise.resolve()).then(() =>
          transfer?.stage === 'refused' && transfer.video ? bin(transfer.video) : undefined,
        )
    gone.catch(() => this.say(`${line.row.filename} could not be removed from the server.`))
    const next = line.row.element.nextElementSibling ?? line.row.element.previousElementSibling
    this.lines.splice(this.lines.indexOf(line), 1)
    line.row.element.remove()
    this.focusOn(next)
    this.say(`${line.row.filename} removed.`)
    this.total()
  }

  private focusOn(row: Element | null): void {
    const act = row?.querySelector<HTMLElement>('[data-act]:not([hidden])')
    ;(act ?? this.one('[data-upload-opens]')).focus()
  }

  private removeLeftovers(): void {
    // Of what is all there the server makes a film.
    const left = this.lines.filter((line) => line.before && line.before.received !== line.before.length)
    for (const line of left) this.remove(line)
    // The dialog gives the focus back to a button that is gone by then.
    const first = () => this.focusOn(this.list.firstElementChild)
    this.one('#forget-uploads').addEventListener('close', first, { once: true })
    this.say(`${left.length} unfinished uploads removed.`)
  }

  private changed(line: Line, transfer: Transfer): void {
    if (transfer.stage === 'going') line.pace.reached(transfer.sent)
    else line.pace.forget()
    const settled = line.row.element.dataset['stage'] !== transfer.stage
    this.show(line)
    if (!settled) return
    if (transfer.stage === 'done') {
      this.say(`${line.row.title.value} is uploaded.`)
      void this.follow(line, transfer)
    }
    if (transfer.stage === 'refused') this.say(`${line.row.filename} was refused. ${transfer.why}`)
    if (transfer.stage === 'refused' && transfer.isFinal) line.draft.belongsToNothing()
    if (transfer.stage === 'waiting') this.say(transfer.why)
    this.next()
  }

  /** That its end is missing, or that nothing can be made of it, is found when all of a film is there. */
  private async follow(line: Line, transfer: Transfer): Promise<void> {
    if (!transfer.video) return
    void twin(transfer.video, () => this.lines.includes(line) && !transfer.isFinal).then((other) => {
      if (!other) return
      line.row.same(other)
      this.say(`You have the film ${line.row.filename} already.`)
    })
    const failure = await outcome(transfer.video, () => this.lines.includes(line))
    if (failure !== undefined) transfer.settle(failure)
  }

  /** Looked at anew after each start, for a start is a change that looks here again. */
  private next(): void {
    for (;;) {
      const atWork = this.lines.filter((line) => line.transfer?.isAtWork).length
      const first = this.lines.find((line) => line.transfer?.stage === 'queued')
      if (atWork >= atOnce || !first?.transfer) return
      first.transfer.start()
    }
  }

  private show(line: Line, why = line.transfer?.why ?? ''): void {
    const { transfer, before } = line
    line.row.show({
      stage: transfer?.stage ?? 'unfinished',
      sent: transfer?.sent ?? before?.received ?? 0,
      total: transfer?.file.size ?? before?.length ?? 0,
      rate: line.pace.rate(),
      why,
      video: transfer?.video,
      final: transfer?.isFinal ?? false,
    })
    this.total()
  }

  private total(): void {
    const sending = this.lines.flatMap(({ transfer }) =>
      transfer && transfer.stage !== 'refused' ? [transfer] : [],
    )
    this.one('[data-upload-leftovers]').hidden = this.lines.filter((line) => line.before).length < 2
    showTotal(this.one('[data-upload-total]'), sending, this.pace)
    this.shelf.changed()
  }

  private isHere(before: Unfinished): boolean {
    return this.lines.some((line) => line.transfer?.video === before.video)
  }

  private say(sentence: string): void {
    this.one('[data-upload-said]').textContent = sentence
  }

  private one<E extends Element = HTMLElement>(selector: string): E {
    const found = this.element.querySelector<E>(selector)
    if (!found) throw new Error(`The page has no ${selector}`)
    return found
  }
}
