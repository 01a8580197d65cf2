/** A box with data-choose-all="name" chooses every checkbox of that name, and says how many are chosen. */
export function chooseAll(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-choose-all]:not([data-ready])')) {
    const all = place.querySelector('input')
    const label = place.querySelector('label')
    const said = place.querySelector('[role=status]')
    if (!all || !label) continue
    const words = label.textContent
    const each = () => [
      ...document.querySelectorAll<HTMLInputElement>(
        `input[name="${place.dataset['chooseAll']}"][type="checkbox"]`,
      ),
    ]
    const tell = () => {
      const boxes = each()
      const chosen = boxes.filter((box) => box.checked).length
      all.checked = chosen > 0 && chosen === boxes.length
      all.indeterminate = chosen > 0 && chosen < boxes.length
      label.textContent = chosen === 0 ? words : `${chosen} selected`
      if (said) said.textContent = chosen === 0 ? '' : `${chosen} selected`
    }
    // What came chosen is as if somebody had: a refresh takes its attribute away, and must not take the choice along.
    for (const box of each()) if (box.checked) box.checked = true
    place.dataset['ready'] = ''
    place.hidden = false
    all.addEventListener('change', () => {
      for (const box of each()) box.checked = all.checked
      tell()
    })
    document.addEventListener('change', tell)
    document.addEventListener('refreshed', tell)
    // A box that came back with the browser's memory of the page.
    addEventListener('pageshow', tell)
    tell()
  }
}
