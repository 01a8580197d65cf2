import type { MediaPlayerElement } from 'vidstack/elements'

/** The list of chapters beside the player: the one that plays is marked, and stays in sight unless somebody looks for another. */
export function followChapters(page: HTMLElement, player: MediaPlayerElement, signal: AbortSignal): void {
  const box = page.querySelector<HTMLElement>('[data-chapters]')
  if (!box) return
  const links = [...box.querySelectorAll<HTMLElement>('[data-chapter]')]
  let current: HTMLElement | undefined

  const step = () => {
    const at = links[chapterAt(links.map(startOf), player.currentTime)]
    if (at === current) return
    current?.removeAttribute('aria-current')
    at?.setAttribute('aria-current', 'true')
    current = at
    if (at && !box.matches(':hover, :focus-within')) bringIntoView(box, at)
  }
  player.addEventListener('time-update', step, { signal })
  player.addEventListener('seeked', step, { signal })
  step()
}

export function startOf(link: HTMLElement): number {
  return Number(link.dataset['seek'])
}

/** Which of them plays at that second; -1 before the first. A seek may end a little before where it was to. */
export function chapterAt(starts: readonly number[], second: number): number {
  return starts.findLastIndex((start) => start <= second + 0.05)
}

/** Only the list moves; the page stays where it is. */
export function bringIntoView(box: HTMLElement, link: HTMLElement): void {
  const outer = box.getBoundingClientRect()
  const inner = link.getBoundingClientRect()
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2
}
