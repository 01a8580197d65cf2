import { Pool, element, lay, write } from './pool'
import type { Scale, Tick } from './scale'
import type { Segment } from './snap'
import { showTile, tileAt, widthOf, type Tile } from './storyboard'

/** The part of the time line that is in its window. */
export interface View {
  readonly scale: Scale
  readonly from: number
  readonly to: number
  readonly left: number
  readonly width: number
  readonly duration: number
}

export const pictureHeight = 54
const narrowestWords = 132

export class Ruler {
  readonly #ticks: Pool<Tick>
  #view: View | undefined

  constructor(place: HTMLElement) {
    this.#ticks = new Pool(
      place,
      ({ at, label }) => `${at} ${label}`,
      ({ label }) => element('span', label === '' ? 'reel-tick' : 'reel-tick reel-tick-said', label),
      (tick, { at }) => lay(tick, this.#view?.scale.x(at) ?? 0),
    )
  }

  show(view: View): void {
    this.#view = view
    this.#ticks.show(view.scale.ticks(view.from, view.to))
  }
}

interface Slot {
  readonly at: number
  readonly left: number
  readonly width: number
  readonly tile: Tile
}

/** Pictures side by side, each of the moment at its left edge. */
export class Pictures {
  readonly #slots: Pool<Slot>

  constructor(place: HTMLElement) {
    this.#slots = new Pool(
      place,
      ({ at }) => at,
      () => element('div', 'reel-picture'),
      (box, { tile, left, width }) => {
        lay(box, left)
        if (box.dataset['tile'] !== `${tile.start} ${width}`) {
          box.dataset['tile'] = `${tile.start} ${width}`
          showTile(box, tile, pictureHeight)
        }
        box.style.inlineSize = `${width}px`
      },
    )
  }

  show(view: View, tiles: readonly Tile[]): void {
    this.#slots.show(slots(view, tiles))
  }
}

function* slots({ scale, left, width, duration }: View, tiles: readonly Tile[]): Generator<Slot> {
  const any = tiles[0]
  if (!any) return
  const step = widthOf(any, pictureHeight) + 1
  for (let at = Math.floor(left / step); at * step < Math.min(left + width, scale.x(duration)); at++) {
    const tile = tileAt(tiles, scale.moment(at * step))
    if (tile) yield { at, left: at * step, width: Math.min(step - 1, scale.x(duration) - at * step), tile }
  }
}

/** What is said: a line each, or as many together as are needed to read any of it. */
export class Words {
  readonly #lines: Pool<Segment>
  #view: View | undefined

  constructor(place: HTMLElement) {
    this.#lines = new Pool<Segment>(
      place,
      ({ start, end }) => `${start} ${end}`,
      () => element('span', 'reel-line'),
      (line, { start, end, text }) => {
        const { scale } = this.#view ?? {}
        if (!scale) return
        lay(line, scale.x(start), scale.x(end) - scale.x(start) - 2)
        write(line, text)
      },
    )
  }

  show(view: View, segments: readonly Segment[]): void {
    this.#view = view
    const grouped = group(segments, view.scale.reach(narrowestWords))
    this.#lines.show(grouped.filter(({ start, end }) => end >= view.from && start <= view.to))
  }
}

/** Joins what follows until it is long enough; groups do not depend on what is in the window, and so hold still. */
export function group(segments: readonly Segment[], least: number): Segment[] {
  const grouped: { start: number; end: number; text: string }[] = []
  for (const { start, end, text } of segments) {
    const last = grouped.at(-1)
    if (last && last.end - last.start < least && start - last.end < least / 2) {
      last.end = end
      last.text += ` ${text}`
    } else grouped.push({ start, end, text })
  }
  return grouped
}
