/** Turns stacked panels into tabs: arrow keys, Home and End move and select, Tab goes on to the panel. */
export function wireTabs(root: ParentNode): void {
  for (const tabs of root.querySelectorAll<HTMLElement>('[data-tabs]:not([data-ready])')) {
    const buttons = [...tabs.querySelectorAll<HTMLElement>('[role="tab"]')]
    const first = buttons.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? buttons[0]
    if (!first) continue
    tabs.dataset['ready'] = ''
    select(buttons, first)
    for (const tab of buttons) {
      tab.addEventListener('click', () => select(buttons, tab))
      tab.addEventListener('keydown', (event) => {
        const next = destination(event.key, buttons, buttons.indexOf(tab))
        if (!next) return
        event.preventDefault()
        select(buttons, next)
        next.focus()
      })
    }
  }
}

function select(buttons: HTMLElement[], chosen: HTMLElement): void {
  for (const tab of buttons) {
    const on = tab === chosen
    tab.setAttribute('aria-selected', String(on))
    tab.tabIndex = on ? 0 : -1
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '')
    if (panel) panel.hidden = !on
  }
}

function destination(key: string, buttons: HTMLElement[], at: number): HTMLElement | undefined {
  const rightToLeft = document.documentElement.dir === 'rtl'
  const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight'
  const back = rightToLeft ? 'ArrowRight' : 'ArrowLeft'
  if (key === forward) return buttons[(at + 1) % buttons.length]
  if (key === back) return buttons.at(at - 1)
  if (key === 'Home') return buttons[0]
  if (key === 'End') return buttons.at(-1)
  return undefined
}
