import type { MediaPlayerElement } from 'vidstack/elements'
import { sayMoment } from './moments'
import { storage } from './storage'
import { showTranscript } from './transcript'

const theatreKey = 'kinora:theatre'

/** What stands around the player on its page: moments that seek, chapters, sharing, the theatre. Answers how to end it. */
export function wirePage(player: MediaPlayerElement): () => void {
  const page = player.ownerDocument.querySelector<HTMLElement>('[data-watch]')
  const until = new AbortController()
  const options = { signal: until.signal }
  document.addEventListener('keydown', (event) => pressKey(event, player, page), options)
  if (page) {
    page.addEventListener('click', (event) => seekByLink(event, player), options)
    followChapters(page, player)
    showTranscript(page, player, until.signal)
    shareTheMoment(page, player, options)
    wireTheatre(page, options)
  }
  return () => until.abort()
}

function seekByLink(event: MouseEvent, player: MediaPlayerElement): void {
  const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-seek]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  player.currentTime = Number(link.dataset['seek'])
  void player.play().catch(() => undefined)
  player.scrollIntoView({ block: 'nearest' })
}

function followChapters(page: HTMLElement, player: MediaPlayerElement): void {
  const chapters = [...page.querySelectorAll<HTMLElement>('[data-chapter]')]
  let current: HTMLElement | undefined
  player.addEventListener('time-update', () => {
    const now = player.currentTime
    const at = chapters.findLast((chapter) => Number(chapter.dataset['seek']) <= now + 0.05)
    if (at === current) return
    current?.removeAttribute('aria-current')
    at?.setAttribute('aria-current', 'true')
    current = at
  })
}

function shareTheMoment(
  page: HTMLElement,
  player: MediaPlayerElement,
  options: AddEventListenerOptions,
): void {
  const dialog = page.querySelector<HTMLElement>('[data-share]')
  const wish = dialog?.querySelector<HTMLInputElement>('[data-share-moment]')
  const moment = dialog?.querySelector<HTMLElement>('[data-share-at]')
  if (!dialog || !wish || !moment) return
  let second = 0

  const write = () => {
    for (const field of dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      '[data-share-text]',
    )) {
      const plain = (field.dataset['shareText'] ||= field.value)
      const text = wish.checked && second > 0 ? withMoment(plain, second) : plain
      field.value = text
      const copy = dialog.querySelector<HTMLElement>(`[data-copies-of="${field.id}"]`)
      if (copy) copy.dataset['copies'] = text
    }
  }
  wish.addEventListener('change', write, options)
  page.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest('[data-shares]')) return
      second = Math.floor(player.currentTime)
      moment.textContent = sayMoment(second)
      write()
    },
    options,
  )
}

/** In an address, and in an address within a frame's code. */
function withMoment(text: string, second: number): string {
  return text.startsWith('<') ? text.replace(/src="([^"]*)"/, `src="$1?t=${second}"`) : `${text}?t=${second}`
}

function wireTheatre(page: HTMLElement, options: AddEventListenerOptions): void {
  const button = page.querySelector<HTMLElement>('[data-theatre]')
  if (!button) return
  const set = (wide: boolean) => {
    page.classList.toggle('watch-theatre', wide)
    button.setAttribute('aria-pressed', String(wide))
  }
  button.hidden = false
  set(storage.getItem(theatreKey) === 'yes')
  button.addEventListener(
    'click',
    () => {
      const wide = !page.classList.contains('watch-theatre')
      set(wide)
      storage.setItem(theatreKey, wide ? 'yes' : 'no')
    },
    options,
  )
}

/** Those that the player itself does not know: the theatre, and digits for tenths of the film. */
function pressKey(event: KeyboardEvent, player: MediaPlayerElement, page: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (
    event.target instanceof Element &&
    event.target.closest('input, textarea, select, [contenteditable], dialog')
  )
    return
  if (event.key === 't') page?.querySelector<HTMLElement>('[data-theatre]')?.click()
  else if (/^\d$/.test(event.key) && player.state.canSeek)
    player.currentTime = (player.state.duration * Number(event.key)) / 10
  else return
  event.preventDefault()
}
