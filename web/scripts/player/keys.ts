import { MEDIA_KEY_SHORTCUTS, type MediaKeyShortcuts } from 'vidstack'
import type { MediaPlayerElement } from 'vidstack/elements'
import { areSingleKeysOn, switchSingleKeys } from './single'

/** While one of these is there, keys are for it, wherever the focus is; what a browser does not know it passes over within :is. */
const above = ':is(dialog[open], :popover-open, [role=menu][data-open], .player-trouble)'
/** What the player says its keys of. */
const buttons = {
  'media-play-button': 'togglePaused',
  'media-mute-button': 'toggleMuted',
  'media-caption-button': 'toggleCaptions',
  'media-pip-button': 'togglePictureInPicture',
  'media-fullscreen-button': 'toggleFullscreen',
} as const

/**
 * The player hears the keys of the whole page. Those that are for something else are kept from it, and so are letters and digits
 * where somebody switched them off.
 */
export function wireKeys(player: MediaPlayerElement, page: HTMLElement | null, signal: AbortSignal): void {
  const letters = wireLetters(player, page, signal)
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

/** Whether something lies over the page that keys, and whoever is there, are for. */
export function isCovered(): boolean {
  return document.querySelector(above) !== null
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
  if (isCovered()) return false
  if (player.contains(focus) || isCharacter(key)) return true
  if (key !== ' ' && isAllThereIs(player)) return true
  // They scroll.
  if (key === 'ArrowUp' || key === 'ArrowDown') return false
  // Nothing but the page; a link to a moment has no use for Space either, and whoever pressed it wants to stop there.
  return focus.contains(player) || (key === ' ' && focus.closest('[data-seek]') !== null)
}

/** On the whole screen, and in the frame of another page, where nothing else could scroll. */
function isAllThereIs(player: HTMLElement): boolean {
  return document.fullscreenElement?.contains(player) === true || player.closest('[data-embed]') !== null
}

function shortcuts(letters: boolean): MediaKeyShortcuts {
  const left = Object.entries(MEDIA_KEY_SHORTCUTS).map(([act, keys]) => {
    const named = String(keys).split(' ')
    return [act, named.filter((key) => letters || key.length > 1).join(' ')] as const
  })
  return Object.fromEntries(left.filter(([, keys]) => keys !== ''))
}

/** The list of keys, where they can be switched off. Answers whether they are on. */
function wireLetters(
  player: MediaPlayerElement,
  page: HTMLElement | null,
  signal: AbortSignal,
): () => boolean {
  const choice = page?.querySelector<HTMLInputElement>('#letters')
  let isOn = areSingleKeysOn()
  const set = (on: boolean) => {
    isOn = on
    player.keyShortcuts = shortcuts(on)
    for (const each of page?.querySelectorAll<HTMLElement>('[data-letter]') ?? [])
      tellKeys(each, on ? each.dataset['letter'] : undefined)
  }
  set(isOn)
  if (choice) {
    choice.checked = isOn
    choice.addEventListener(
      'change',
      () => {
        set(choice.checked)
        tellKeysOf(player)
        switchSingleKeys(choice.checked)
      },
      { signal },
    )
  }
  page?.querySelector('[data-keys]')?.removeAttribute('hidden')
  return () => isOn
}

/** A button takes what the player has as it comes, and not again. */
function tellKeysOf(player: MediaPlayerElement): void {
  for (const [name, act] of Object.entries(buttons))
    for (const button of player.querySelectorAll(name)) tellKeys(button, player.keyShortcuts[act])
}

function tellKeys(element: Element, keys: unknown): void {
  if (typeof keys === 'string') element.setAttribute('aria-keyshortcuts', keys)
  else element.removeAttribute('aria-keyshortcuts')
}

/** Those that the player does not know: the theatre, the list of keys, the next film, and digits typed with Shift, as on French keyboards. */
function pressKey(event: KeyboardEvent, player: MediaPlayerElement, page: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]'))
    return
  if (event.key === 't') page?.querySelector<HTMLElement>('[data-theatre]')?.click()
  else if (event.key === '?') page?.querySelector<HTMLElement>('[data-keys]')?.click()
  else if (event.shiftKey && /^[np]$/i.test(event.key)) {
    const way = event.key.toLowerCase() === 'n' ? '[data-list-next]' : '[data-list-previous]'
    page?.querySelector<HTMLElement>(way)?.click()
  } else if (event.shiftKey && /^\d$/.test(event.key) && player.state.canSeek)
    player.currentTime = (player.state.duration * Number(event.key)) / 10
  else return
  event.preventDefault()
}
