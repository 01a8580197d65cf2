import { expect, it } from 'vitest'
import type { MediaPlayerElement } from 'vidstack/elements'
import { sayLength } from '../scripts/player/length'

/** As the player writes it when it knows how long its stream is. */
async function written(told: number | null, heard: number): Promise<string | undefined> {
  const until = new AbortController()
  const player = Object.assign(document.createElement('div'), { state: { duration: heard } })
  sayLength(player as unknown as MediaPlayerElement, told, until.signal)
  player.innerHTML =
    '<media-time type="current">0:09</media-time><media-time type="duration">0:17</media-time>'
  await new Promise((resolve) => setTimeout(resolve))
  until.abort()
  expect(player.querySelector('[type=current]')?.textContent).toBe('0:09')
  return player.querySelector('[type=duration]')?.textContent
}

it('the length of a film is that of its card, whatever a browser makes of its stream', async () => {
  expect(await written(18.02, 17.98)).toBe('0:18')
})

it('a film that grows is as long as what there is of it, and one that nobody measured as its player says', async () => {
  expect([await written(600, 17.98), await written(null, 17.98)]).toEqual(['0:17', '0:17'])
})
