/**
 * A list with data-reorder lets its items be dragged by their handle; each item's form with data-move tells the server, and its
 * buttons do the same without a mouse and without this script.
 */
export function reorderByDragging(root: ParentNode): void {
  for (const list of root.querySelectorAll<HTMLElement>('[data-reorder]:not([data-ready])')) wire(list)
}

function wire(list: HTMLElement): void {
  list.dataset['ready'] = ''
  let dragged: HTMLElement | undefined
  let before: Element[] = []

  const items = () => [...list.querySelectorAll<HTMLElement>(':scope > li')]

  for (const handle of list.querySelectorAll<HTMLElement>('[data-handle]')) {
    handle.hidden = false
    const item = handle.closest('li')
    if (item) handle.addEventListener('pointerdown', () => (item.draggable = true))
  }

  list.addEventListener('dragstart', (event) => {
    if (!(event.target instanceof HTMLElement) || event.target.parentElement !== list) return
    dragged = event.target
    before = items()
    dragged.dataset['dragged'] = ''
    event.dataTransfer?.setData('text/plain', '')
  })

  list.addEventListener('dragover', (event) => {
    if (!dragged) return
    event.preventDefault()
    const over =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-reorder] > li') : null
    if (!over || over === dragged || over.parentElement !== list) return
    const box = over.getBoundingClientRect()
    if (event.clientY > box.top + box.height / 2) over.after(dragged)
    else over.before(dragged)
  })

  list.addEventListener('drop', (event) => event.preventDefault())

  list.addEventListener('dragend', () => {
    const item = dragged
    dragged = undefined
    if (!item) return
    delete item.dataset['dragged']
    item.draggable = false
    const from = before.indexOf(item)
    const to = items().indexOf(item)
    const form = item.querySelector<HTMLFormElement>('form[data-move]')
    const field = form?.elements.namedItem('place')
    if (from === to || !form || !(field instanceof HTMLInputElement)) return
    field.value = String(Number(list.dataset['reorder'] ?? 1) + to)
    form.requestSubmit()
  })
}
