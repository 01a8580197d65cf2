import type { MediaPlayerElement } from 'vidstack/elements'
import { goTo, playFrom, type Beginning } from './begin'
import { followChapters } from './chapters'
import { wireKeys } from './keys'
import { shareTheMoment } from './share'
import { storage } from './storage'
import { playThrough } from './through'
import { showTranscript } from './transcript'

const theatreKey = 'kinora:theatre'

/** What stands around the player on its page: keys, moments that seek, chapters, sharing, the theatre. */
export function wirePage(player: MediaPlayerElement, beginning: Beginning, signal: AbortSignal): void {
  const page = player.ownerDocument.querySelector<HTMLElement>('[data-watch]')
  const options = { signal }
  wireKeys(player, page, signal)
  if (!page) return
  page.addEventListener('click', (event) => seekByLink(event, player, beginning), options)
  followChapters(page, player, signal)
  showTranscript(page, player, (second) => goTo(second, player, beginning), signal)
  shareTheMoment(page, player, signal)
  playThrough(page, player, signal)
  wireTheatre(page, options)
}

function seekByLink(event: MouseEvent, player: MediaPlayerElement, beginning: Beginning): void {
  const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-seek]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  playFrom(Number(link.dataset['seek']), player, beginning)
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
