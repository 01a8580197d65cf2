import type { View } from '../chapters/lanes'
import { Pool, element, lay, write } from '../chapters/pool'
import type { Cue } from './cues'
import type { Drawing } from './drawing'
import { keyOf, timeOf, type Edge } from './edges'
import type { Placed } from './seen'
import { sayTime } from './times'

/** What ends before it begins is seen all the same. */
const leastWidth = 4
const widestGrip = 16
const farthestGrip = 28

interface Block {
  readonly cue: Cue
  readonly number: number
  /** 0 above 1 where two are shown at once; nothing where it is alone. */
  readonly lane: number | undefined
}

interface Grip extends Edge {
  readonly cue: Cue
  readonly number: number
  readonly from: number
  readonly to: number
}

/** Captions as blocks to scale, and the edges by which they are drawn. */
export class Blocks {
  readonly #blocks: Pool<Block>
  readonly #grips: Pool<Grip>
  #view: View | undefined
  #chosen: number | undefined
  #tabbed: number | undefined

  constructor(
    blocks: HTMLElement,
    edges: HTMLElement,
    private readonly drawing: Pick<Drawing, 'room'>,
  ) {
    this.#blocks = new Pool(
      blocks,
      ({ cue }) => cue.id,
      () => element('div', 'strip-block'),
      (it, block) => this.#dress(it, block),
    )
    this.#grips = new Pool<Grip>(edges, keyOf, grip, (it, shown) => this.#dressGrip(it, shown))
  }

  /** @param chosen its edges are those that the Tab key leads to, or the first one's where none is */
  show(view: View, seen: readonly Placed[], chosen: number | undefined): void {
    this.#view = view
    this.#chosen = chosen
    this.#tabbed = chosen ?? seen[0]?.cue.id
    this.#blocks.show(laid(seen))
    this.#grips.show(
      seen.flatMap(({ cue, at }) =>
        (['start', 'end'] as const).map((side) => {
          const [from, to] = this.drawing.room(at, side)
          return { id: cue.id, side, cue, number: at + 1, from, to }
        }),
      ),
    )
  }

  mark(now: number | undefined, before: number | undefined): void {
    if (now === before) return
    this.#blocks.of(before)?.removeAttribute('data-now')
    this.#blocks.of(now)?.setAttribute('data-now', '')
  }

  #dress(it: HTMLElement, { cue, number, lane }: Block): void {
    const { scale } = this.#view ?? {}
    if (!scale) return
    lay(it, scale.x(cue.start), Math.max(leastWidth, scale.x(cue.end) - scale.x(cue.start)))
    it.dataset['block'] = String(cue.id)
    it.toggleAttribute('data-chosen', cue.id === this.#chosen)
    it.toggleAttribute('data-wrong', cue.end <= cue.start)
    if (lane === undefined) delete it.dataset['lane']
    else it.dataset['lane'] = String(lane)
    const text = cue.text.replace(/<[^<>]*>/g, '')
    const title = `${number}: ${text}`
    if (it.title !== title) it.title = title
    write(it, text.replace(/\s+/g, ' '))
  }

  #dressGrip(it: HTMLElement, { id, side, cue, number, from, to }: Grip): void {
    const { scale } = this.#view ?? {}
    if (!scale) return
    const time = timeOf(cue, side)
    lay(it, scale.x(time))
    const wide = Math.min(widestGrip, Math.max(leastWidth, (scale.x(cue.end) - scale.x(cue.start)) / 3))
    const out = Math.min(farthestGrip, scale.x(side === 'start' ? time - from : to - time) / 2)
    it.style.setProperty('--grip', `${Math.round(wide)}px`)
    it.style.setProperty('--out', `${Math.max(0, Math.round(out))}px`)
    it.toggleAttribute('data-chosen', id === this.#chosen)
    it.tabIndex = id === this.#tabbed ? 0 : -1
    it.setAttribute('aria-label', `Caption ${number} ${side === 'start' ? 'begins' : 'ends'}`)
    it.setAttribute('aria-valuemin', String(from / 1000))
    it.setAttribute('aria-valuemax', String(to / 1000))
    it.setAttribute('aria-valuenow', String(time / 1000))
    it.setAttribute('aria-valuetext', sayTime(time))
  }
}

/** Two that are shown at once lie one above the other. */
function* laid(seen: readonly Placed[]): Generator<Block> {
  let before = 1
  for (const [place, { cue, at }] of seen.entries()) {
    const underLast = overlap(seen[place - 1]?.cue, cue)
    const lane = underLast ? 1 - before : overlap(cue, seen[place + 1]?.cue) ? 0 : undefined
    before = lane ?? 1
    yield { cue, number: at + 1, lane }
  }
}

function overlap(one: Cue | undefined, next: Cue | undefined): boolean {
  return one !== undefined && next !== undefined && next.start < one.end
}

function grip(edge: Edge): HTMLElement {
  const made = element('div', 'strip-edge')
  made.dataset['edge'] = String(keyOf(edge))
  made.dataset['side'] = edge.side
  made.setAttribute('role', 'slider')
  return made
}
