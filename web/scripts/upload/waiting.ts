import { windowStorage } from '../player/storage'
import { isSame, type Change, type Unfinished } from './server'
import type { Transfer } from './transfer'

/** A file whose turn had not come when the page went. The browser forgets it with the page, and the server never heard of it. */
export interface Waiting {
  before: Unfinished
  wish: Change
}

interface Line {
  before?: Unfinished
  transfer?: Transfer
  draft: { touched: Change }
}

/** Nothing of what the server knows or nobody waits for. */
export function waiting({ before, transfer, draft }: Line): Waiting[] {
  const wish = draft.touched
  if (before) return isWaiting(before) ? [{ before, wish }] : []
  if (!transfer || transfer.rest || ['done', 'refused'].includes(transfer.stage)) return []
  const { file, mark } = transfer
  return [{ before: { ...unknown, length: file.size, filename: file.name, metadata: { mark } }, wish }]
}

const unknown = { id: '', video: null, received: 0, means: 'tus', partial: false }

/** Whether the server knows nothing of it. */
export function isWaiting(before: Unfinished): boolean {
  return before.id === ''
}

/** Of one person and one window, as long as it is open. */
export class Shelf {
  readonly #key: string
  readonly #all: () => Waiting[]
  #before: Waiting[]
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(person: string, all: () => Waiting[]) {
    this.#key = `kinora-waiting-uploads-${person}`
    this.#all = all
    this.#before = read(this.#key)
    addEventListener('pagehide', () => this.#write())
  }

  /** What was left here before; once. */
  take(): Waiting[] {
    const before = this.#before
    this.#before = []
    return before
  }

  /** It is written soon: progress is told many times a second. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.#write(), 300)
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const all = [...this.#all(), ...this.#before]
    windowStorage.setItem(this.#key, JSON.stringify(all.slice(0, most)))
  }
}

/** A browser keeps little for a page. */
const most = 2000

function read(key: string): Waiting[] {
  return JSON.parse(windowStorage.getItem(key) ?? '[]') as Waiting[]
}

/** The server may know of it all the same, where the page went while it was begun. */
export function isBegun({ before }: Waiting, begun: Unfinished[]): boolean {
  const file = { name: before.filename ?? '', size: before.length ?? 0 }
  return begun.some((each) => isSame(each, file, before.metadata['mark'] ?? ''))
}
