import htmx from 'htmx.org'

/** "Save" opens one's lists over the page, so that what plays there plays on; without a script it leads to a page of them. */
export function saveInPlace(): void {
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-saves]')
    const dialog = document.querySelector<HTMLDialogElement>('dialog#save')
    const place = dialog?.querySelector<HTMLElement>('[data-save-place]')
    if (!link || !dialog || !place) return
    event.preventDefault()
    place.replaceChildren()
    dialog.showModal()
    const choices = `/playlists/save/choices?video=${link.dataset['saves']}`
    void htmx.ajax('GET', choices, { target: place, swap: 'innerHTML' })
  })
}
