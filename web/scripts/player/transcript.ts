import type { MediaPlayerElement } from 'vidstack/elements'
import { toast } from '../toasts'
import { findHits, markHits } from './hits'

/** What is said, beside the player: fetched once the player is there, in step with it, searched. */
export function showTranscript(
  page: HTMLElement,
  player: MediaPlayerElement,
  goTo: (second: number) => void,
  signal: AbortSignal,
): void {
  const section = page.querySelector<HTMLElement>('[data-transcript]')
  const place = section?.querySelector<HTMLElement>('[data-transcript-place]')
  if (!section || !place) return
  if (section.dataset['transcriptState'] === 'there') {
    wire(section, place, player, goTo, signal)
    return
  }
  void fill(section, place).then((isThere) => {
    if (isThere && !signal.aborted) wire(section, place, player, goTo, signal)
  })
}

function wire(
  section: HTMLElement,
  place: HTMLElement,
  player: MediaPlayerElement,
  goTo: (second: number) => void,
  signal: AbortSignal,
): void {
  const until = new AbortController()
  const both = AbortSignal.any([signal, until.signal])
  new Transcript(place, player, goTo, both)
  const choice = languageChoice(place)
  let asked = new AbortController()
  choice?.addEventListener(
    'change',
    () => {
      asked.abort()
      asked = new AbortController()
      const latest = asked.signal
      const was = { reads: isRead(place), words: searchBox(place)?.value ?? '' }
      void fill(section, place, choice.value, latest).then((isThere) => {
        if (latest.aborted) return
        if (!isThere) {
          choice.value = [...choice.options].find((each) => each.defaultSelected)?.value ?? choice.value
          toast('The transcript in that language could not be fetched. Try again in a moment.', 'bad')
          return
        }
        until.abort()
        if (signal.aborted) return
        wire(section, place, player, goTo, signal)
        resume(place, was)
      })
    },
    { signal: both },
  )
}

/** Whoever changes the language goes on reading and searching as before. */
function resume(place: HTMLElement, was: { reads: boolean; words: string }): void {
  if (was.reads) place.querySelector<HTMLElement>('[data-transcript-reads]')?.click()
  const words = searchBox(place)
  if (words && was.words !== '') {
    words.value = was.words
    words.dispatchEvent(new Event('input', { bubbles: true }))
  }
  languageChoice(place)?.focus({ preventScroll: true })
}

function languageChoice(place: HTMLElement): HTMLSelectElement | null {
  return place.querySelector('[data-transcript-language]')
}

function searchBox(place: HTMLElement): HTMLInputElement | null {
  return place.querySelector('[data-transcript-words]')
}

function isRead(place: HTMLElement): boolean {
  return place.querySelector('[data-transcript-reads]')?.getAttribute('aria-pressed') === 'true'
}

/** What cannot be fetched can still be read on its own page. */
async function fill(
  section: HTMLElement,
  place: HTMLElement,
  language?: string,
  signal: AbortSignal | null = null,
): Promise<boolean> {
  const address = new URL(section.dataset['transcript'] ?? '', location.href)
  if (language !== undefined) address.searchParams.set('language', language)
  try {
    const answer = await fetch(address, {
      headers: { Accept: 'text/html' },
      signal,
    })
    if (!answer.ok) return false
    place.innerHTML = await answer.text()
    section.dataset['transcriptState'] = 'there'
    return true
  } catch {
    return false
  }
}

class Transcript {
  readonly #box: HTMLElement
  readonly #lines: HTMLElement[]
  readonly #starts: number[]
  readonly #follow: HTMLElement | null
  #following = true
  #current: HTMLElement | undefined
  #hits: HTMLElement[] = []
  #hit = -1
  #isPlayed = false

  constructor(
    private readonly place: HTMLElement,
    private readonly player: MediaPlayerElement,
    private readonly goTo: (second: number) => void,
    signal: AbortSignal,
  ) {
    this.#box = place.querySelector<HTMLElement>('[data-transcript-lines]') ?? place
    this.#lines = [...this.#box.querySelectorAll<HTMLElement>('[data-line]')]
    this.#starts = this.#lines.map((line) => Number(line.dataset['seek']))
    this.#follow = place.querySelector<HTMLElement>('[data-transcript-follows]')
    const options = { signal }
    player.addEventListener('time-update', () => this.#step(), options)
    player.addEventListener('seeked', () => this.#step(), options)
    // Whoever scrolls looks for something; whoever chooses a line has found it.
    for (const event of ['wheel', 'touchmove', 'pointerdown'])
      this.#box.addEventListener(event, (it) => this.#looksAround(it), { signal, passive: true })
    this.#box.addEventListener('keydown', (event) => this.#looksByKey(event), options)
    this.#box.addEventListener('click', (event) => this.#chooses(event), options)
    this.#follow?.addEventListener('click', () => this.#setFollowing(true), options)
    this.#wireSearch(options)
    const reads = place.querySelector<HTMLElement>('[data-transcript-reads]')
    reads?.addEventListener('click', () => this.#read(reads), options)
    this.#step()
  }

  #step(): void {
    const line = this.#lines[lastBefore(this.#starts, this.player.currentTime + 0.05)]
    if (line === this.#current) return
    this.#current?.removeAttribute('aria-current')
    line?.setAttribute('aria-current', 'true')
    this.#current = line
    if (this.#following) this.#bringIntoView(line)
  }

  /** Only the box moves; the page stays where it is. */
  #bringIntoView(line: HTMLElement | undefined): void {
    if (!line) return
    const box = this.#box.getBoundingClientRect()
    const at = line.getBoundingClientRect()
    this.#box.scrollTop += at.top - box.top - (box.height - at.height) / 2
  }

  #looksAround(event: Event): void {
    if (event.type === 'pointerdown' && event.target !== this.#box) return
    this.#setFollowing(false)
  }

  #looksByKey(event: KeyboardEvent): void {
    if (['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Tab'].includes(event.key))
      this.#setFollowing(false)
  }

  #chooses(event: Event): void {
    if (event.target instanceof Element && event.target.closest('[data-line]')) this.#setFollowing(true)
  }

  #setFollowing(following: boolean): void {
    this.#following = following
    if (this.#follow) this.#follow.hidden = following
    if (following) this.#bringIntoView(this.#current)
  }

  #read(button: HTMLElement): void {
    const reads = this.#box.classList.toggle('transcript-reading')
    button.setAttribute('aria-pressed', String(reads))
    this.#bringIntoView(this.#current)
  }

  #wireSearch(options: AddEventListenerOptions): void {
    const words = this.place.querySelector<HTMLInputElement>('[data-transcript-words]')
    words?.addEventListener('input', () => this.#search(words.value), options)
    words?.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        this.#playHit(event.shiftKey ? -1 : 1)
      },
      options,
    )
    for (const button of this.place.querySelectorAll<HTMLElement>('[data-transcript-hit]'))
      button.addEventListener('click', () => this.#playHit(Number(button.dataset['transcriptHit'])), options)
  }

  #search(words: string): void {
    this.#hits[this.#hit]?.removeAttribute('data-hit')
    this.#hits = this.#lines.filter((line) => {
      const text = line.querySelector<HTMLElement>('[data-words]')
      return text !== null && markHits(text, findHits(text.textContent, words))
    })
    this.#hit = -1
    this.#isPlayed = false
    for (const button of this.place.querySelectorAll<HTMLButtonElement>('[data-transcript-hit]'))
      button.disabled = this.#hits.length === 0
    if (this.#hits.length > 0) this.#goTo(0)
    else {
      this.#count(words.trim() === '' ? '' : 'Not said in this video')
      this.#setFollowing(true)
    }
  }

  #goTo(hit: number): void {
    if (this.#hits.length === 0) return
    this.#hits[this.#hit]?.removeAttribute('data-hit')
    this.#hit = (hit + this.#hits.length) % this.#hits.length
    const line = this.#hits[this.#hit]
    line?.setAttribute('data-hit', '')
    this.#setFollowing(false)
    this.#bringIntoView(line)
    this.#count(`${this.#hit + 1} of ${this.#hits.length}`)
  }

  /** The first time it is the one that is shown already. */
  #playHit(steps: number): void {
    this.#goTo(this.#hit + (this.#isPlayed ? steps : 0))
    this.#isPlayed = true
    const line = this.#hits[this.#hit]
    if (line) this.goTo(Number(line.dataset['seek']))
  }

  #count(text: string): void {
    const count = this.place.querySelector('[data-transcript-count]')
    if (count) count.textContent = text
  }
}

/** The last that is not greater, or -1. */
export function lastBefore(sorted: number[], value: number): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? Infinity) <= value) from = middle + 1
    else to = middle
  }
  return from - 1
}
