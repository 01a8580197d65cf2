import type { MediaPlayerElement } from 'vidstack/elements'
import { chapterAt, startOf } from './chapters'
import { sayMoment } from './moments'

/** The dialog for sharing: from the beginning, from where one is, or from the chapter in which one is. */
export function shareTheMoment(page: HTMLElement, player: MediaPlayerElement, signal: AbortSignal): void {
  const dialog = page.querySelector<HTMLElement>('[data-share]')
  const moment = dialog?.querySelector<HTMLInputElement>('[data-share-moment]')
  if (!dialog || !moment) return
  const chapter = dialog.querySelector<HTMLInputElement>('[data-share-chapter]')
  const links = [...page.querySelectorAll<HTMLElement>('[data-chapter]')]
  const seconds = { moment: 0, chapter: 0 }

  const write = () => {
    writeFields(dialog, moment.checked ? seconds.moment : chapter?.checked ? seconds.chapter : 0)
  }
  const open = () => {
    seconds.moment = Math.floor(player.currentTime)
    say(dialog, '[data-share-at]', sayMoment(seconds.moment))
    const link = links[chapterAt(links.map(startOf), player.currentTime)]
    if (link) {
      // Rather a moment too early than a word lost.
      seconds.chapter = Math.floor(startOf(link))
      say(dialog, '[data-share-chapter-name]', link.querySelector('[data-chapter-name]')?.textContent ?? '')
    }
    write()
  }
  // Whoever is quicker than the film is told where it begins once it knows.
  player.addEventListener('seeking', open, { signal })
  const choose = (chosen: HTMLInputElement, other: HTMLInputElement | null) => {
    if (chosen.checked && other) other.checked = false
    write()
  }
  moment.addEventListener('change', () => choose(moment, chapter), { signal })
  chapter?.addEventListener('change', () => choose(chapter, moment), { signal })
  page.addEventListener(
    'click',
    (event) => {
      if (event.target instanceof Element && event.target.closest('[data-shares]')) open()
    },
    { signal },
  )
}

function say(dialog: HTMLElement, place: string, words: string): void {
  const element = dialog.querySelector(place)
  if (element) element.textContent = words
}

function writeFields(dialog: HTMLElement, second: number): void {
  for (const field of dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-share-text]')) {
    // As it came: what it holds may be of before a reload.
    const plain = field.defaultValue
    const text = second > 0 ? withMoment(plain, second) : plain
    field.value = text
    const copy = dialog.querySelector<HTMLElement>(`[data-copies-of="${field.id}"]`)
    if (copy) copy.dataset['copies'] = text
  }
}

/** In an address, and in an address within a frame's code. */
function withMoment(text: string, second: number): string {
  return text.startsWith('<') ? text.replace(/src="([^"]*)"/, `src="$1?t=${second}"`) : `${text}?t=${second}`
}
