/** Where words stand in a text, whatever the case and the accents of their letters; from and to. */
export function findHits(text: string, words: string): [number, number][] {
  const wanted = folded(words.trim().replace(/\s+/g, ' ')).text
  if (wanted === '') return []
  const { text: plain, places } = folded(text)
  const hits: [number, number][] = []
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length))
    hits.push([places[at] ?? 0, places[at + wanted.length] ?? text.length])
  return hits
}

/** Letters whose accent is part of them, as the search of the library has them. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Without case and accents, and where each letter stood. */
function folded(text: string): { text: string; places: number[] } {
  let plain = ''
  const places: number[] = []
  let at = 0
  for (const letter of text) {
    const lower = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    const bare = whole[lower] ?? lower
    for (let i = 0; i < bare.length; i++) places.push(at)
    plain += bare
    at += letter.length
  }
  places.push(at)
  return { text: plain, places }
}

/** Puts marks around them, in place of those that were there; whether there are any. */
export function markHits(element: HTMLElement, hits: [number, number][]): boolean {
  const text = element.textContent
  if (hits.length === 0) {
    if (element.firstElementChild) element.textContent = text
    return false
  }
  const parts: (string | Node)[] = []
  let at = 0
  for (const [from, to] of hits) {
    const mark = document.createElement('mark')
    mark.textContent = text.slice(from, to)
    parts.push(text.slice(at, from), mark)
    at = to
  }
  element.replaceChildren(...parts, text.slice(at))
  return true
}
