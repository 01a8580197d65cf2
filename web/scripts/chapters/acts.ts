import { endOf, firstTitle, indexAt, shortest, tidyTitle, type Chapter, type Proposal } from './chapter'

type List = readonly Chapter[]

/** Gives a new chapter its name. */
export type Namer = () => number

/** Cuts the chapter at this moment in two; nothing where one of them would be too short. */
export function split(
  list: List,
  moment: number,
  title: string,
  duration: number,
  name: Namer,
): List | undefined {
  const start = Math.round(moment)
  if (list.length === 0) return begun(start, title, duration, name)
  const at = indexAt(list, start)
  const chapter = list[at]
  if (!chapter || start - chapter.start < shortest || endOf(list, at, duration) - start < shortest)
    return undefined
  return list.toSpliced(at + 1, 0, byHand(name(), start, title))
}

/** The first two of a film that has none: the first begins with the film. */
function begun(start: number, title: string, duration: number, name: Namer): List | undefined {
  if (duration - start < shortest) return undefined
  if (start < shortest) return [byHand(name(), 0, title)]
  return [byHand(name(), 0, firstTitle), byHand(name(), start, title)]
}

/** Its time goes to the one before it; that of the first to the one behind it. */
export function merged(list: List, at: number): List {
  const rest = list.toSpliced(at, 1)
  const first = rest[0]
  return at === 0 && first ? [{ ...changed(first), start: 0 }, ...rest.slice(1)] : rest
}

/** From when to when it may begin; nothing for the first, which begins with the film. */
export function room(list: List, at: number, duration: number): { from: number; to: number } | undefined {
  const before = list[at - 1]
  if (!before || !list[at]) return undefined
  return { from: before.start + shortest, to: endOf(list, at, duration) - shortest }
}

/** As near as its neighbours let it. */
export function moved(list: List, at: number, start: number, duration: number): List {
  const chapter = list[at]
  const free = room(list, at, duration)
  if (!chapter || !free) return list
  const to = Math.round(Math.min(free.to, Math.max(free.from, start)))
  return to === chapter.start ? list : list.with(at, { ...changed(chapter), start: to })
}

export function renamed(list: List, at: number, title: string): List {
  const chapter = list[at]
  const tidy = tidyTitle(title)
  if (!chapter || tidy === '' || tidy === chapter.title) return list
  return list.with(at, { ...changed(chapter), title: tidy })
}

/**
 * Takes what is proposed: the chapter that begins there becomes it, else one is cut; nothing where there is no room. What is left of
 * a machine's chapter is called as it is proposed beside.
 */
export function accepted(
  list: List,
  proposal: Proposal,
  beside: readonly Proposal[],
  duration: number,
  name: Namer,
): List | undefined {
  const near = nearest(list, proposal.start)
  const twin = list[near]
  if (!twin || Math.abs(twin.start - proposal.start) >= shortest) {
    const cut = split(list, proposal.start, proposal.title, duration, name)
    const before = twin && list[indexAt(list, proposal.start)]
    const left = before?.ai
      ? beside.find(({ start }) => Math.abs(start - before.start) < shortest)
      : undefined
    return cut?.map((chapter) => {
      if (chapter.start === proposal.start) return taken(chapter, proposal)
      return left && chapter === before ? { ...taken(chapter, left), start: chapter.start } : chapter
    })
  }
  const free = room(list, near, duration)
  const start = free ? Math.min(free.to, Math.max(free.from, proposal.start)) : 0
  return list.with(near, { ...taken(twin, proposal), start })
}

/** All that is proposed, in place of what there was. Chapters that begin where one is proposed stay the same ones. */
export function replaced(list: List, proposals: readonly Proposal[], name: Namer): List {
  return proposals.map((proposal, at) => {
    const twin = list.find((chapter) => Math.abs(chapter.start - proposal.start) < shortest)
    const start = at === 0 ? 0 : proposal.start
    return { ...taken(twin ?? byHand(name(), start, proposal.title), proposal), start }
  })
}

export function byHand(key: number, start: number, title: string): Chapter {
  return { key, id: null, start, title, description: null, ai: false, confidence: null }
}

/** What a person has changed is no machine's any more. */
function changed(chapter: Chapter): Chapter {
  return { ...chapter, ai: false, confidence: null }
}

function taken(chapter: Chapter, { start, title, confidence }: Proposal): Chapter {
  return { ...chapter, start, title: tidyTitle(title), ai: true, confidence }
}

function nearest(list: List, moment: number): number {
  let best = -1
  let least = Infinity
  list.forEach((chapter, at) => {
    const far = Math.abs(chapter.start - moment)
    if (far < least) [best, least] = [at, far]
  })
  return best
}
