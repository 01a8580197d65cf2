export type Tone = 'neutral' | 'good' | 'warn' | 'bad'

const icons: Record<Tone, string> = {
  neutral: 'info',
  good: 'circle-check',
  warn: 'triangle-alert',
  bad: 'circle-alert',
}

/** Long enough to read: a word takes about a third of a second. A problem stays until it is dismissed. */
export function readingTime(message: string): number {
  return 3000 + message.split(/\s+/).length * 350
}

/** Shows a message at the foot of the page, from the template that the layout carries. */
export function toast(message: string, tone: Tone = 'neutral'): void {
  const place = uncovered()
  const mould = document.querySelector<HTMLTemplateElement>('template[data-toast]')
  const shape = mould?.content.firstElementChild?.cloneNode(true)
  if (!place || !(shape instanceof HTMLElement)) return

  shape.classList.add(`toast-${tone}`)
  const use = shape.querySelector('use')
  use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*/, `#${icons[tone]}`))
  const words = shape.querySelector('p')
  if (words) words.textContent = message
  place.append(shape)
  if (tone !== 'bad') leaveAfter(shape, readingTime(message))
}

let place: HTMLElement | null = null

/** While a dialog is open nothing is seen, heard or pressed but what is in it. */
function uncovered(): HTMLElement | null {
  place = document.querySelector<HTMLElement>('[data-toasts]') ?? place
  const dialog = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1)
  if (!place || (dialog ? dialog.contains(place) : place.isConnected && !place.closest('dialog')))
    return place
  ;(dialog ?? document.body).append(place)
  dialog?.addEventListener('close', () => place && document.body.append(place), { once: true })
  return place
}

/** The clock stands still while someone reads with the pointer or the keyboard on it. */
function leaveAfter(shape: HTMLElement, wait: number): void {
  const clock = setTimeout(() => shape.remove(), wait)
  const stay = () => clearTimeout(clock)
  const start = () => leaveAfter(shape, wait)
  for (const kind of ['pointerenter', 'focusin']) shape.addEventListener(kind, stay, { once: true })
  for (const kind of ['pointerleave', 'focusout']) shape.addEventListener(kind, start, { once: true })
}

/**
 * The server asks for a toast with the response header `HX-Trigger: {"toast": {"message": …, "tone": …}}`, a button
 * with data-toast-message.
 */
export function showToastsWhenAsked(): void {
  document.addEventListener('toast', (event) => {
    const { message, tone } = (event as CustomEvent<{ message: string; tone?: Tone }>).detail
    toast(message, tone)
  })
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const shown = event.target.closest<HTMLElement>('[data-toast-message]')
    if (shown) toast(shown.dataset['toastMessage'] ?? '', shown.dataset['toastTone'] as Tone | undefined)
    if (event.target.closest('[data-dismiss]')) event.target.closest('.toast')?.remove()
  })
}
