import { letAllBeSentAgain } from './once'

/** Whoever leaves waits for an answer meanwhile, and might press the button once more. */
const leaving = 3000

/** A page is not left without a question while a form on it holds what was typed and not saved. */
export function askBeforeLeaving(): void {
  const changed = new Set<Element>()
  document.addEventListener('input', (event) => {
    const form = event.target instanceof Element ? event.target.closest('form[data-unsaved]') : null
    if (form) changed.add(form)
  })
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented && event.target instanceof Element) changed.delete(event.target)
  })
  window.addEventListener('beforeunload', (event) => {
    if (![...changed].some((form) => form.isConnected)) return
    event.preventDefault()
    // Whoever stays may want to send later what they have just asked for.
    setTimeout(letAllBeSentAgain, leaving)
  })
}
