import type { View } from './lanes'

const bar = 3

/** How loud it is, as strokes about a middle line. */
export class Wave {
  readonly #canvas: HTMLCanvasElement

  constructor(place: HTMLElement) {
    this.#canvas = document.createElement('canvas')
    this.#canvas.className = 'reel-wave-canvas'
    place.append(this.#canvas)
  }

  show(view: View, peaks: readonly number[]): void {
    const canvas = this.#canvas
    const height = canvas.clientHeight
    const fine = devicePixelRatio || 1
    canvas.style.inlineSize = `${view.width}px`
    canvas.width = Math.round(view.width * fine)
    canvas.height = Math.round(height * fine)
    const pen = canvas.getContext('2d')
    if (!pen || peaks.length === 0) return
    pen.scale(fine, fine)
    pen.fillStyle = getComputedStyle(canvas).color
    // On a grid of the film, so that strokes do not swim while it is scrolled.
    const first = Math.floor(view.left / bar)
    for (let at = first; at * bar < view.left + view.width; at++) {
      const loud = loudest(peaks, view, at * bar, (at + 1) * bar)
      if (loud < 0) continue
      const tall = Math.max(1, (loud / 255) * height)
      pen.fillRect(at * bar - view.left, (height - tall) / 2, bar - 1, tall)
    }
  }
}

function loudest(peaks: readonly number[], { scale, duration }: View, left: number, right: number): number {
  if (left < 0 || left >= scale.x(duration)) return -1
  const from = Math.floor((scale.moment(left) / duration) * peaks.length)
  const to = Math.max(from + 1, Math.ceil((scale.moment(right) / duration) * peaks.length))
  let loud = 0
  for (let at = from; at < Math.min(to, peaks.length); at++) loud = Math.max(loud, peaks[at] ?? 0)
  return loud
}
