const shown = new WeakSet<Element>()

/** A drawing that is wider than its place begins where the job is that one looks at, and stays where it is scrolled to. */
export function showTheJobInItsDrawing(root: ParentNode): void {
  for (const drawing of root.querySelectorAll<HTMLElement>('.jobs-drawing')) {
    if (shown.has(drawing)) continue
    shown.add(drawing)
    const place = drawing.getBoundingClientRect()
    const job = drawing.querySelector('.jobs-box-self')?.getBoundingClientRect()
    if (job) drawing.scrollLeft += (job.left + job.right - place.left - place.right) / 2
  }
}
