/** Forms that give a video another file send it in pieces, so that what breaks off goes on where it stopped. */
export function replaceInPieces(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>(
    'form[data-replaces]:not([data-replaces-state])',
  )) {
    form.dataset['replacesState'] = 'ready'
    form.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0]
      if (!file) return
      event.preventDefault()
      void import('./upload/replacing').then(({ send }) => send(form, file))
    })
  }
}
