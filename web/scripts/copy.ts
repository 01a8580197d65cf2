import { toast } from './toasts'

/** A button with data-copies="text" puts that text on the clipboard and says so. */
export function copyOnClick(): void {
  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element && event.target.closest<HTMLElement>('[data-copies]')
    if (!button) return
    const copied = await copy(button.dataset['copies'] ?? '')
    if (copied) toast('Copied.', 'good')
    else toast('The browser did not allow copying. Select the text and copy it by hand.', 'warn')
  })
}

async function copy(text: string): Promise<boolean> {
  try {
    // Undefined on plain http, where a self-hosted Kinora may well be reached.
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'for-ears'
  const before = document.activeElement
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
