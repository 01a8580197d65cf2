import type { Change, Unfinished } from './server'
import type { Transfer } from './transfer'

const place = 'kinora-waiting-uploads'

/** A file whose turn had not come when the page went. The browser forgets it with the page, and the server never heard of it. */
export interface Waiting {
  before: Unfinished
  wish: Change
}

/** Undefined for what the server knows or nobody waits for. */
export function waiting(
  before: Unfinished | undefined,
  transfer: Transfer | undefined,
  wish: Change,
): Waiting | undefined {
  if (before) return isWaiting(before) ? { before, wish } : undefined
  if (!transfer || transfer.rest || ['done', 'refused'].includes(transfer.stage)) return undefined
  const { file, mark } = transfer
  return { before: { ...unknown, length: file.size, filename: file.name, metadata: { mark } }, wish }
}

const unknown = { id: '', video: null, received: 0, means: 'tus', partial: false }

/** Whether the server knows nothing of it. */
export function isWaiting(before: Unfinished): boolean {
  return before.id === ''
}

let kept = ''

/** As long as the window is open; whoever signs in elsewhere does not read what others have. */
export function keep(all: Waiting[]): void {
  const now = JSON.stringify(all)
  if (now === kept) return
  kept = now
  sessionStorage.setItem(place, now)
}

export function recall(): Waiting[] {
  return JSON.parse(sessionStorage.getItem(place) ?? '[]') as Waiting[]
}

/** The server may know of it all the same, where the page went while it was begun. */
export function isAlike(one: Unfinished, other: Unfinished): boolean {
  return (
    one.filename === other.filename &&
    one.length === other.length &&
    one.metadata['mark'] === other.metadata['mark']
  )
}
