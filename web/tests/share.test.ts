import { afterEach, expect, it } from 'vitest'
import type { MediaPlayerElement } from 'vidstack/elements'
import { shareTheMoment } from '../scripts/player/share'

afterEach(() => document.body.replaceChildren())

function open(html: string, second: number): HTMLElement {
  document.body.innerHTML = `<div><button data-shares></button><div data-share>
    <input type="checkbox" data-share-moment>${html}</div></div>`
  const page = document.body.firstElementChild as HTMLElement
  const player = Object.assign(document.createElement('div'), { currentTime: second })
  shareTheMoment(page, player as unknown as MediaPlayerElement, new AbortController().signal)
  return page
}

function choose(page: HTMLElement): void {
  page.querySelector<HTMLElement>('[data-shares]')?.click()
  page.querySelector<HTMLElement>('[data-share-moment]')?.click()
}

it('what a browser put back into the fields of the page is not what is shared', () => {
  const page = open(
    `<input id="link" data-share-text value="https://k.example/watch/1">
     <textarea id="code" data-share-text>&lt;iframe src="https://k.example/embed/1"&gt;&lt;/iframe&gt;</textarea>`,
    60,
  )
  const link = page.querySelector('input#link') as HTMLInputElement
  const code = page.querySelector('textarea') as HTMLTextAreaElement
  link.value = 'https://k.example/watch/1?t=30'
  code.value = '<iframe src="https://k.example/embed/1?t=30"></iframe>'

  choose(page)
  expect(link.value).toBe('https://k.example/watch/1?t=60')
  expect(code.value).toBe('<iframe src="https://k.example/embed/1?t=60"></iframe>')

  page.querySelector<HTMLElement>('[data-share-moment]')?.click()
  expect(link.value).toBe('https://k.example/watch/1')
})
