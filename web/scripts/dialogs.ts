/** Gives browsers without invoker commands what `commandfor` and `command` do for dialogs elsewhere. */
export function openDialogsByButton(): void {
  document.addEventListener('click', closeOnBackdrop)
  if ('command' in HTMLButtonElement.prototype) return

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('button[commandfor]')
    if (!button) return
    const dialog = document.getElementById(button.getAttribute('commandfor') ?? '')
    if (!(dialog instanceof HTMLDialogElement)) return
    if (button.getAttribute('command') === 'show-modal') dialog.showModal()
    if (button.getAttribute('command') === 'close') dialog.close()
  })
}

/** A click on the dialog element itself, not on what is in it, is one on the dimmed page around it. */
function closeOnBackdrop(event: MouseEvent): void {
  const dialog = event.target
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return
  const box = dialog.getBoundingClientRect()
  const inside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom
  // A key press on a button reports a click at 0, 0 whose target is the button, never the dialog.
  if (!inside) dialog.close()
}

/** A dialog whose form came back with errors lies open in the page already; here it gets the room it needs. */
export function reopenDialogs(root: ParentNode): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>('dialog[data-opens-itself]')) {
    delete dialog.dataset['opensItself']
    dialog.close()
    dialog.showModal()
  }
}
