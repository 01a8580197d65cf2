/** Switches the theme at once and lets the server remember it; without this script the form is a plain POST. */
export function switchThemeInPlace(send: typeof fetch = fetch.bind(window)): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const button = event.submitter
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-theme-form]')) return
    if (!(button instanceof HTMLButtonElement)) return

    event.preventDefault()
    show(form, button)
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value)
    body.set(button.name, button.value)
    // The answer is a way back to this page, which is already right. When it fails, the choice holds until a reload.
    send(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined)
  })
}

function show(form: HTMLFormElement, chosen: HTMLButtonElement): void {
  document.documentElement.dataset['theme'] = chosen.value
  for (const button of form.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button === chosen))
  }
  const grounds = document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')
  for (const meta of grounds) {
    const scheme = meta.dataset['scheme']
    meta.media =
      chosen.value === 'auto'
        ? `(prefers-color-scheme: ${scheme})`
        : scheme === chosen.value
          ? 'all'
          : 'not all'
  }
}
