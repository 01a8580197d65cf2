import { afterEach, expect, it, vi } from 'vitest'
import { hearOfAnother } from '../scripts/chapters/sights'
import { fetchStoryboard, type Tile } from '../scripts/chapters/storyboard'

let edition = 'one'
vi.stubGlobal('fetch', async () => {
  return new Response(
    `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${edition}/storyboard/0.jpg#xywh=0,0,160,90\n`,
  )
})
afterEach(() => vi.restoreAllMocks())

async function comeBack(isHidden = false): Promise<void> {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
  document.dispatchEvent(new Event('visibilitychange'))
  await new Promise((resolve) => setTimeout(resolve))
}

it('who comes back to a film that was made anew meanwhile is told once', async () => {
  const film = { storyboard: '/media/film/storyboard.vtt' }
  let tiles: readonly Tile[] = await fetchStoryboard(film.storyboard)
  const another = vi.fn(async () => (tiles = await fetchStoryboard(film.storyboard)))
  hearOfAnother(
    film,
    () => tiles,
    () => void another(),
  )

  await comeBack()
  edition = 'two'
  await comeBack(true)
  expect(another).not.toHaveBeenCalled()
  await comeBack()
  await comeBack()
  expect(another).toHaveBeenCalledOnce()
})
