/** What sticks to the top is as high as its buttons need; the rest of the page keeps clear of it. */
export function keepClear(root: HTMLElement, head: HTMLElement): void {
  new ResizeObserver(() => root.style.setProperty('--cue-head', `${head.offsetHeight}px`)).observe(head)
}
