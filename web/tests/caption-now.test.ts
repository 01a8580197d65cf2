import { expect, it } from 'vitest'
import { Cues } from '../scripts/captions/cues'
import { Now } from '../scripts/captions/now'

function shown(text: string): string | null {
  const cues = new Cues()
  cues.load([{ start: 0, end: 1000, settings: '', text }])
  const place = document.createElement('p')
  new Now({ now: 500 }, place).of(cues.list)
  return place.textContent
}

it('what WebVTT means by signs is left out below the film, and what is said in brackets stays', () => {
  expect(shown('a List<String> and <Button>')).toBe('a List<String> and <Button>')
  expect(shown('<v Ada>Good <i>morning</i>, <c.loud>all</c> <00:01.000>of you</v>')).toBe(
    'Good morning, all of you',
  )
})

it('what the server keeps by reference, where it would be taken for a mark, is its letters below the film', () => {
  expect(shown('Q&A &amp; more, &lt;b&gt;&nbsp;&amp;lt; &unknown; &toString;')).toBe(
    'Q&A & more, <b>\u00a0&lt; &unknown; &toString;',
  )
  // As the server hands it out; see CaptionLettersTest.
  expect(shown('Quoin List&lt;String&gt; &lt;img src=x&gt;\n<v a" class="spoof>Ann</v>')).toBe(
    'Quoin List<String> <img src=x>\nAnn',
  )
})
