import htmx from 'htmx.org'

let asked: AbortController | undefined

/** "Save" opens one's lists over the page, so that what plays there plays on; without a script it leads to a page of them. */
export function saveInPlace(): void {
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('[data-saves]')
    const dialog = document.querySelector<HTMLDialogElement>('dialog#save')
    const place = dialog?.querySelector<HTMLElement>('[data-save-place]')
    if (!link || !dialog || !place) return
    event.preventDefault()
    place.replaceChildren()
    dialog.showModal()
    void showChoices(link, place)
  })
}

/** Of the film that was asked for last. Where they cannot be had, as when one is signed out by now, the page of them says why. */
async function showChoices(link: HTMLAnchorElement, place: HTMLElement): Promise<void> {
  asked?.abort()
  asked = new AbortController()
  const { signal } = asked
  try {
    const answer = await fetch(`/playlists/save/choices?video=${link.dataset['saves']}`, { signal })
    const text = await answer.text()
    if (answer.redirected || !answer.ok) location.assign(link.href)
    else {
      place.innerHTML = text
      htmx.process(place)
    }
  } catch {
    if (!signal.aborted) location.assign(link.href)
  }
}
