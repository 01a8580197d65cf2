import { sayShort } from './clock'
import type { NewChapter } from './model'

type List = readonly NewChapter[]

/** What somebody else did to chapters, in sentences. */
export function whatChanged(before: List, after: List): string[] {
  const twins = pair(before, after)
  const gone = before.filter((chapter) => !twins.has(chapter))
  const known = new Set(twins.values())
  return [
    ...[...twins].flatMap(([old, now]) => difference(old, now)),
    ...after
      .filter((chapter) => !known.has(chapter))
      .map((it) => `“${it.title}” is new at ${sayShort(it.start)}.`),
    ...gone.map((it) => `“${it.title}” at ${sayShort(it.start)} is gone.`),
  ]
}

function difference(old: NewChapter, now: NewChapter): string[] {
  const said: string[] = []
  if (old.title !== now.title) said.push(`“${old.title}” is called “${now.title}”.`)
  if (old.start !== now.start)
    said.push(`“${old.title}” begins at ${sayShort(now.start)} instead of ${sayShort(old.start)}.`)
  if (old.description !== now.description) said.push(`“${old.title}” is described in other words.`)
  return said
}

/** The same chapter before and after: by what the server calls it, else by where it begins, else by its title. */
export function pair(before: List, after: List): Map<NewChapter, NewChapter> {
  const twins = new Map<NewChapter, NewChapter>()
  const free = new Set(after)
  const ways: ((one: NewChapter, other: NewChapter) => boolean)[] = [
    (one, other) => one.id !== null && one.id === other.id,
    (one, other) => one.start === other.start,
    (one, other) => one.title === other.title,
  ]
  for (const isTwin of ways)
    for (const chapter of before) {
      const twin = twins.has(chapter) ? undefined : [...free].find((other) => isTwin(chapter, other))
      if (!twin) continue
      twins.set(chapter, twin)
      free.delete(twin)
    }
  return twins
}
