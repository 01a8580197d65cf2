/** A form that is on its way is not sent a second time; its button shows that it works. */
export function sendFormsOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    if (form.method !== 'post') return
    if (form.dataset['sent'] !== undefined) {
      event.preventDefault()
      return
    }
    form.dataset['sent'] = ''
    event.submitter?.setAttribute('aria-busy', 'true')
  })

  // The back button may bring the page back as it was left: with its form sent.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) letAllBeSentAgain()
  })
}

export function letAllBeSentAgain(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
    delete form.dataset['sent']
    // Its button may stand outside of it.
    for (const button of form.elements) button.removeAttribute('aria-busy')
  }
}
