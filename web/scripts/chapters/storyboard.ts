/** A small picture of the film: a rectangle of a larger one. */
export interface Tile {
  readonly start: number
  readonly src: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const timing = /^(?:(\d+):)?(\d+):(\d+)[.,](\d{3})\s+-->/
const place = /^(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/

/** The tiles of a storyboard in WebVTT, in the order of the film. */
export function readStoryboard(text: string, base: string): Tile[] {
  const tiles: Tile[] = []
  let start = -1
  for (const line of text.split(/\r\n|\r|\n/)) {
    const time = timing.exec(line)
    if (time) {
      const [, hours = '0', minutes = '0', seconds = '0', rest = '0'] = time
      start = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest)
      continue
    }
    const [, src, x, y, width, height] = place.exec(line.trim()) ?? []
    if (src === undefined || start < 0) continue
    tiles.push({
      start,
      src: new URL(src, base).href,
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    })
  }
  return tiles
}

export async function fetchStoryboard(address: string | null): Promise<Tile[]> {
  if (address === null) return []
  const at = new URL(address, location.href).href
  try {
    const answer = await fetch(at, { cache: 'no-cache' })
    return answer.ok ? readStoryboard(await answer.text(), at) : []
  } catch {
    return []
  }
}

export function tileAt(tiles: readonly Tile[], moment: number): Tile | undefined {
  let from = 0
  let to = tiles.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((tiles[middle]?.start ?? Infinity) <= moment) from = middle + 1
    else to = middle
  }
  return tiles[Math.max(0, from - 1)]
}

/** Shows a tile in a box of that height; its width follows. The picture it is cut of may have any size. */
export function showTile(box: HTMLElement, tile: Tile, height: number): void {
  const picture =
    box.firstElementChild instanceof HTMLElement ? box.firstElementChild : document.createElement('div')
  const { style } = picture
  style.inlineSize = `${tile.width}px`
  style.blockSize = `${tile.height}px`
  style.background = `url("${tile.src}") -${tile.x}px -${tile.y}px no-repeat`
  style.transformOrigin = '0 0'
  style.transform = `scale(${height / tile.height})`
  box.style.inlineSize = `${widthOf(tile, height)}px`
  box.style.blockSize = `${height}px`
  if (!picture.isConnected || picture.parentElement !== box) box.replaceChildren(picture)
}

export function widthOf(tile: Tile, height: number): number {
  return Math.round((tile.width * height) / tile.height)
}
