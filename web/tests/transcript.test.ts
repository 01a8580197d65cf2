import { describe, expect, it, vi } from 'vitest'
import type { MediaPlayerElement } from 'vidstack/elements'
import { findHits, markHits } from '../scripts/player/hits'
import { lastBefore, showTranscript } from '../scripts/player/transcript'

describe('hits', () => {
  it('are found whatever the case and the accents of their letters', () => {
    expect(findHits('Über uns, ÜBER alles', 'uber')).toEqual([
      [0, 4],
      [10, 14],
    ])
    expect(findHits('ein 😀 Café', 'CAFE')).toEqual([[7, 11]])
    expect(findHits('aaa', 'aa')).toEqual([[0, 2]])
    expect(findHits('so groß ist', 'gross i')).toEqual([[3, 9]])
    expect(findHits('Łódź, Đường', 'duong')).toEqual([[6, 11]])
    expect(findHits('anything', '  ')).toEqual([])
  })

  it('are marked in the text and taken out again', () => {
    const line = document.createElement('span')
    line.textContent = 'so <so> it is'

    expect(markHits(line, findHits(line.textContent, 'so'))).toBe(true)
    expect(line.innerHTML).toBe('<mark>so</mark> &lt;<mark>so</mark>&gt; it is')
    expect(markHits(line, [])).toBe(false)
    expect(line.innerHTML).toBe('so &lt;so&gt; it is')
  })
})

describe('a search', () => {
  const said = ['one press', 'two sheets', 'a press and a sheet']

  function search(page: HTMLElement, words: string): (string | null)[] {
    const box = page.querySelector<HTMLInputElement>('[data-transcript-words]')!
    box.value = words
    box.dispatchEvent(new Event('input'))
    return [...page.querySelectorAll('[data-hit]')].map((line) => line.textContent)
  }

  const opened = (goTo: (second: number) => void) => {
    const page = document.createElement('div')
    page.innerHTML = `<section data-transcript data-transcript-state="there"><div data-transcript-place>
      <input data-transcript-words><p data-transcript-count></p><div data-transcript-lines>
      ${said.map((words, at) => `<p data-line data-seek="${at * 4}"><span data-words>${words}</span></p>`).join('')}
      </div></div></section>`
    const player = Object.assign(document.createElement('div'), { currentTime: 0 })
    showTranscript(page, player as unknown as MediaPlayerElement, goTo, new AbortController().signal)
    return page
  }

  it('marks the line it has come to, and no line of an earlier one', () => {
    const page = opened(vi.fn())

    expect(search(page, 'press')).toEqual(['one press'])
    expect(search(page, 'sheet')).toEqual(['two sheets'])
    expect(search(page, 'sheet or so')).toEqual([])
    expect(search(page, 'press')).toEqual(['one press'])
    expect(search(page, '')).toEqual([])
  })

  it('goes to the line, then to the next, as whoever shows the film goes to a second of it', () => {
    const goTo = vi.fn()
    const page = opened(goTo)
    search(page, 'press')
    const enter = new KeyboardEvent('keydown', { key: 'Enter' })
    for (let each = 0; each < 3; each++) page.querySelector('input')?.dispatchEvent(enter)

    expect(goTo.mock.calls).toEqual([[0], [8], [0]])
  })
})

describe('line of a moment', () => {
  it('is the last that has begun', () => {
    expect([-1, 0, 3.9, 4, 99].map((at) => lastBefore([0, 2, 4], at))).toEqual([-1, 0, 1, 2, 2])
    expect(lastBefore([], 5)).toBe(-1)
  })
})
