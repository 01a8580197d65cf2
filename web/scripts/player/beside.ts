import type { MediaPlayerElement } from 'vidstack/elements'
import { followChapters } from './chapters'
import { shareTheMoment } from './share'
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
    followChapters(page, player, until.signal)
    showTranscript(page, player, until.signal)
    shareTheMoment(page, player, until.signal)
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
