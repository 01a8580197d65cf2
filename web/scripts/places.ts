/** Where one is stands in the middle of a bar that is wider than the window. */
export function showWhereOneIs(root: ParentNode): void {
  for (const current of root.querySelectorAll('.places [aria-current], .parts-list [aria-current]')) {
    const bar = current.closest('ul')
    if (!bar || bar.scrollWidth <= bar.clientWidth) continue
    const place = current.getBoundingClientRect()
    const window = bar.getBoundingClientRect()
    bar.scrollLeft += place.left + place.width / 2 - (window.left + window.width / 2)
  }
}
