import type { MediaPlayerElement } from 'vidstack/elements'
import { storage } from './storage'

const lettersKey = 'kinora:letters'

/**
 * The player hears the keys of the whole page. Those that are for something else are kept from it, and so are letters and digits
 * where somebody switched them off.
 */
export function wireKeys(player: MediaPlayerElement, page: HTMLElement | null, signal: AbortSignal): void {
  const letters = wireLetters(page, signal)
  const begun = new Set<string>()
  const hear = (event: KeyboardEvent) => {
    if (!isOfPlayers(event)) return
    const isFor = event.type === 'keyup' ? begun.delete(event.code) : isForFilm(event, player, letters())
    if (!isFor) return event.stopPropagation()
    // Released somewhere else it still ends what it began.
    if (event.type === 'keydown') begun.add(event.code)
  }
  // Before it gets to the document, where the player listens.
  document.documentElement.addEventListener('keydown', hear, { signal })
  document.documentElement.addEventListener('keyup', hear, { signal })
  document.addEventListener('keydown', (event) => pressKey(event, player, page), { signal })
}

function isCharacter(key: string): boolean {
  return key.length === 1 && key !== ' '
}

function isOfPlayers({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && (key.length === 1 || /^Arrow(Up|Down|Left|Right)$/.test(key))
}

/** Whether a key that a player knows is for the film, by what has the focus. */
export function isForFilm(
  { key, target }: Pick<KeyboardEvent, 'key' | 'target'>,
  player: HTMLElement,
  letters: boolean,
): boolean {
  const focus = target instanceof Element ? target : document.body
  if (isCharacter(key) && !letters) return false
  if (player.contains(focus)) return true
  if (document.querySelector('dialog[open]') || focus.closest('[popover]')) return false
  if (isCharacter(key)) return true
  // They scroll.
  if (key === 'ArrowUp' || key === 'ArrowDown') return false
  // Nothing but the page; a link to a moment has no use for Space either, and whoever pressed it wants to stop there.
  return focus.contains(player) || (key === ' ' && focus.closest('[data-seek]') !== null)
}

/** The list of keys, where they can be switched off. Answers whether they are on. */
function wireLetters(page: HTMLElement | null, signal: AbortSignal): () => boolean {
  const choice = page?.querySelector<HTMLInputElement>('#letters')
  let isOn = storage.getItem(lettersKey) !== 'no'
  const set = (on: boolean) => {
    isOn = on
    for (const each of page?.querySelectorAll<HTMLElement>('[data-letter]') ?? []) {
      if (on) each.setAttribute('aria-keyshortcuts', each.dataset['letter'] ?? '')
      else each.removeAttribute('aria-keyshortcuts')
    }
  }
  set(isOn)
  if (choice) {
    choice.checked = isOn
    choice.addEventListener(
      'change',
      () => {
        set(choice.checked)
        storage.setItem(lettersKey, choice.checked ? 'yes' : 'no')
      },
      { signal },
    )
  }
  page?.querySelector('[data-keys]')?.removeAttribute('hidden')
  return () => isOn
}

/** Those that the player itself does not know: the theatre, and digits for tenths of the film. */
function pressKey(event: KeyboardEvent, player: MediaPlayerElement, page: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]'))
    return
  if (event.key === 't') page?.querySelector<HTMLElement>('[data-theatre]')?.click()
  else if (/^\d$/.test(event.key) && player.state.canSeek)
    player.currentTime = (player.state.duration * Number(event.key)) / 10
  else return
  event.preventDefault()
}
