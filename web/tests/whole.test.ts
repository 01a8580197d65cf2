import { beforeEach, expect, it, vi } from 'vitest'
import { gainWhatIsWhole } from '../scripts/whole'

gainWhatIsWhole()

const settled = () => new Promise((resolve) => setTimeout(resolve))
const film = (...chapters: object[]) => JSON.stringify({ uid: 'u', storyboard: null, chapters })
const added: { content: unknown }[] = []

function put(): void {
  const textTracks = { getByKind: () => added, add: (track: { content: unknown }) => added.push(track) }
  document
    .querySelector('[data-film]')
    ?.append(Object.assign(document.createElement('media-player'), { textTracks }))
}

async function tell(what: 'refreshed' | 'film-open', where: string): Promise<void> {
  document.querySelector(where)?.dispatchEvent(new CustomEvent(what, { bubbles: true }))
  await settled()
}

beforeEach(() => {
  added.length = 0
  document.body.innerHTML = `<div id="stage" data-refresh="/now">
    <div id="player" data-film='${film()}'></div><span data-whole></span></div>`
  const whole = film({ title: 'Inking', start: 0, end: 4 })
  vi.stubGlobal('fetch', async () => new Response(`<div data-film='${whole}'></div>`))
})

it('a film that gets whole while one watches gains its chapters, once', async () => {
  put()
  await tell('film-open', '#player')
  await tell('refreshed', '#stage')
  await tell('refreshed', '#stage')

  expect(added.map(({ content }) => content)).toEqual([
    { cues: [{ startTime: 0, endTime: 4, text: 'Inking' }] },
  ])
})

it('a film that gets whole before its player is there gains them with it', async () => {
  await tell('refreshed', '#stage')
  expect(added).toEqual([])
  put()
  await tell('film-open', '#player')

  expect(added).toHaveLength(1)
})
