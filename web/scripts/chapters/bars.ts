import { endOf, longestTitle, type Chapter, type Proposal } from './chapter'
import { sayLength, sayShort } from './clock'
import { sayConfidence } from './confidence'
import type { View } from './lanes'
import { Pool, element, lay, write } from './pool'

/** Below that no word of a title can be read, and below the other only the title fits. */
const narrow = 36
const roomy = 64

interface Bar {
  readonly chapter: Chapter
  readonly at: number
  readonly end: number
  readonly from: number
  readonly to: number
}

/** The chapters as bars to scale, and the edges by which they are drawn. */
export class Bars {
  readonly #bars: Pool<Bar>
  readonly #edges: Pool<Bar>
  #view: View | undefined
  #chosen: number | undefined

  constructor(bars: HTMLElement, edges: HTMLElement) {
    const nameOf = ({ chapter }: Bar) => chapter.key
    this.#bars = new Pool(bars, nameOf, bar, (it, shown) => this.#dress(it, shown))
    this.#edges = new Pool(edges, nameOf, edge, (it, shown) => this.#dressEdge(it, shown))
  }

  show(view: View, list: readonly Chapter[], chosen: number | undefined): void {
    this.#view = view
    this.#chosen = chosen
    const bars = list.map((chapter, at) => {
      const end = endOf(list, at, view.duration)
      return { chapter, at, end, from: (list[at - 1]?.start ?? 0) + 1000, to: end - 1000 }
    })
    this.#bars.show(bars)
    this.#edges.show(bars.slice(1))
  }

  /** A field in place of its title; answers what was written, or nothing where it was left. */
  rename(chapter: Chapter, done: (title: string | undefined) => void): void {
    const place = this.#bars.of(chapter.key)?.querySelector('.reel-bar-words')
    if (!place || place.querySelector('input')) return
    const field = document.createElement('input')
    field.className = 'reel-bar-field'
    field.value = chapter.title
    field.maxLength = longestTitle
    field.setAttribute('aria-label', `Title of the chapter at ${sayShort(chapter.start)}`)
    let isOver = false
    const end = (title?: string) => {
      // To be taken away takes the focus from it, which would end it once more.
      if (isOver) return
      isOver = true
      field.remove()
      done(title)
    }
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') end(field.value)
      else if (event.key === 'Escape') end()
      else return
      event.preventDefault()
      event.stopPropagation()
    })
    field.addEventListener('blur', () => end(field.value))
    place.append(field)
    field.select()
  }

  edgeOf(key: number | undefined): HTMLElement | undefined {
    return this.#edges.of(key)
  }

  #dress(it: HTMLElement, { chapter, at, end }: Bar): void {
    const { scale } = this.#view ?? {}
    if (!scale) return
    const width = scale.x(end) - scale.x(chapter.start)
    lay(it, scale.x(chapter.start), width)
    it.dataset['room'] = width < narrow ? 'none' : width < roomy ? 'little' : 'enough'
    it.toggleAttribute('data-chosen', chapter.key === this.#chosen)
    it.toggleAttribute('data-odd', at % 2 === 1)
    it.title = `${sayShort(chapter.start)} ${chapter.title}`
    write(it.querySelector('.reel-bar-title'), chapter.title)
    const length = sayLength(end - chapter.start)
    // The first begins with the film, of which nobody has to be sure.
    const unsure = chapter.confidence === null || chapter.start === 0
    const sure = unsure ? '' : ` · ${sayConfidence(chapter.confidence ?? 0).word}`
    write(it.querySelector('.reel-bar-more'), length + sure)
  }

  #dressEdge(it: HTMLElement, { chapter, from, to }: Bar): void {
    lay(it, this.#view?.scale.x(chapter.start) ?? 0)
    it.toggleAttribute('data-chosen', chapter.key === this.#chosen)
    it.setAttribute('aria-label', `Start of “${chapter.title}”`)
    it.setAttribute('aria-valuemin', String(from / 1000))
    it.setAttribute('aria-valuemax', String(to / 1000))
    it.setAttribute('aria-valuenow', String(chapter.start / 1000))
    it.setAttribute('aria-valuetext', sayShort(chapter.start))
  }
}

function bar({ chapter }: Bar): HTMLElement {
  const made = element('div', 'reel-bar')
  made.dataset['bar'] = String(chapter.key)
  const words = element('div', 'reel-bar-words')
  words.append(element('span', 'reel-bar-title'), element('span', 'reel-bar-more number'))
  made.append(words)
  return made
}

function edge({ chapter }: Bar): HTMLElement {
  const made = element('div', 'reel-edge')
  made.dataset['edge'] = String(chapter.key)
  made.setAttribute('role', 'slider')
  made.tabIndex = 0
  return made
}

/** A ghost is as long as the next leaves it; where its title has no room it is a figure, without room for that a mark. */
const widestGhost = 220
const wordyGhost = 76
const narrowGhost = 52
const leastGhost = 10

interface Ghost {
  readonly proposal: Proposal
  readonly left: number
  readonly width: number
}

/** What is proposed and not there yet. */
export class Ghosts {
  readonly #ghosts: Pool<Ghost>

  constructor(place: HTMLElement) {
    this.#ghosts = new Pool(
      place,
      ({ proposal }) => proposal.start,
      () => {
        const made = element('button', 'reel-ghost') as HTMLButtonElement
        made.type = 'button'
        // The list below has the same with words to hear; here it would only be in the way of the Tab key.
        made.tabIndex = -1
        made.append(element('span', 'reel-ghost-sure number'), ' ', element('span', 'reel-ghost-title'))
        return made
      },
      dressGhost,
    )
  }

  show({ scale, duration }: View, ghosts: readonly Proposal[]): void {
    this.#ghosts.show(
      ghosts.map((proposal, at) => {
        const left = scale.x(proposal.start)
        const room = scale.x(ghosts[at + 1]?.start ?? duration) - left - 2
        return { proposal, left, width: Math.max(leastGhost, Math.min(widestGhost, room)) }
      }),
    )
  }
}

function dressGhost(it: HTMLElement, { proposal, left, width }: Ghost): void {
  const { start, title, confidence } = proposal
  const { word, figure } = sayConfidence(confidence)
  lay(it, left)
  it.style.setProperty('--room', `${Math.floor(width)}px`)
  it.dataset['room'] = width < narrowGhost ? 'none' : width < wordyGhost ? 'little' : 'enough'
  it.dataset['accept'] = String(start)
  it.dataset['sure'] = word
  it.title = `${sayShort(start)} ${title}: ${word}, ${figure}`
  it.setAttribute('aria-label', `${figure} ${title}: ${word}; accept it at ${sayShort(start)}`)
  write(it.querySelector('.reel-ghost-sure'), figure)
  write(it.querySelector('.reel-ghost-title'), title)
}
