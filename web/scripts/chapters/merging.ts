import { shortest } from './chapter'
import { pair, whatChanged } from './changes'
import type { NewChapter } from './model'

type List = readonly NewChapter[]

/** What two made of the same chapters, put together. */
export interface Merged {
  readonly chapters: List
  /** What others changed, in sentences. */
  readonly changes: readonly string[]
  /** Those of them that are not in it, since what was done here stands in their way. */
  readonly lost: ReadonlySet<string>
}

interface Entry {
  readonly made: NewChapter
  readonly mine: NewChapter | undefined
  /** That it begins there is their doing alone. */
  readonly isPlacedByThem: boolean
}

/** Changes of both to what was there before them; where both changed the same, it is as it is here. */
export function merge(base: List, mine: List, theirs: List): Merged {
  const changes = whatChanged(base, theirs)
  const chapters = begun(spaced(together(base, mine, theirs)).map(({ made }) => made))
  const kept = new Set(whatChanged(base, chapters))
  return { chapters, changes, lost: new Set(changes.filter((change) => !kept.has(change))) }
}

function together(base: List, mine: List, theirs: List): Entry[] {
  const [here, there] = [pair(base, mine), pair(base, theirs)]
  const entries = base.flatMap((old) => both(old, here.get(old), there.get(old)))
  const [known, knownThere] = [new Set(here.values()), new Set(there.values())]
  for (const made of mine) if (!known.has(made)) entries.push({ made, mine: made, isPlacedByThem: false })
  for (const made of theirs)
    if (!knownThere.has(made)) entries.push({ made, mine: undefined, isPlacedByThem: true })
  return entries
}

function both(old: NewChapter, mine: NewChapter | undefined, theirs: NewChapter | undefined): Entry[] {
  if (!mine) return []
  const isMine = differs(old, mine)
  if (!theirs) return isMine ? [{ made: mine, mine, isPlacedByThem: false }] : []
  const start = mine.start === old.start ? theirs.start : mine.start
  const made = {
    ...(isMine ? mine : theirs),
    id: theirs.id,
    start,
    title: mine.title === old.title ? theirs.title : mine.title,
    description: mine.description === old.description ? theirs.description : mine.description,
    // What either of them did by hand is no machine's any more.
    ...(isMine && differs(old, theirs) ? { ai: false, confidence: null } : {}),
  }
  return [{ made, mine, isPlacedByThem: start !== mine.start }]
}

function differs(old: NewChapter, now: NewChapter): boolean {
  return old.start !== now.start || old.title !== now.title || old.description !== now.description
}

/** Each list has room for its own chapters; where one of theirs is too near to another, it gives way. */
function spaced(entries: readonly Entry[]): Entry[] {
  const list = [...entries].sort((one, other) => one.made.start - other.made.start)
  const at = list.findIndex((entry, place) => {
    const before = list[place - 1]
    if (!before || !(entry.isPlacedByThem || before.isPlacedByThem)) return false
    return entry.made.start - before.made.start < shortest
  })
  if (at < 1) return list
  const place = list[at]?.isPlacedByThem ? at : at - 1
  const way = list[place]
  const back = way?.isPlacedByThem && way.mine ? [givenBack(way.made, way.mine)] : []
  return spaced(list.toSpliced(place, 1, ...back))
}

function givenBack(made: NewChapter, mine: NewChapter): Entry {
  return { made: { ...made, start: mine.start }, mine, isPlacedByThem: false }
}

/** The first begins with the film. */
function begun(list: List): List {
  const [first, ...rest] = list
  return first && first.start !== 0 ? [{ ...first, start: 0 }, ...rest] : list
}
