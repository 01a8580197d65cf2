import type { MediaPlayerElement } from 'vidstack/elements'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Choices } from '../scripts/player/choices'
import type { Film, Wishes } from '../scripts/player/film'

const wishes: Wishes = { at: undefined, loop: false, dash: false, autoplay: false, muted: false }

function filmIn(...languages: string[]): Film {
  return {
    captions: languages.map((language) => ({ src: '', language, label: language, shown: false })),
  } as unknown as Film
}

/** What the next film is set to. */
async function found(film = filmIn(), choices = new Choices()): Promise<unknown[]> {
  const kept = choices.storageFor(film, wishes)
  return [
    await kept.getVolume(),
    await kept.getMuted(),
    await kept.getPlaybackRate(),
    await kept.getCaptions(),
    await kept.getLang(),
  ]
}

/** Somebody asks for captions, as the player says it. */
function ask(choices: Choices, mode: string, language = 'en', kind = 'captions'): void {
  const player = Object.assign(document.createElement('div'), { textTracks: [{ kind, language }] })
  choices.hearCaptions(player as unknown as MediaPlayerElement, new AbortController().signal)
  player.dispatchEvent(new CustomEvent('media-text-track-change-request', { detail: { index: 0, mode } }))
}

beforeEach(() => localStorage.clear())

describe('what was chosen', () => {
  it('is nothing at first, so that the player and its film say', async () => {
    expect(await found(filmIn('en'))).toEqual([null, null, null, null, null])
  })

  it('is found again in the next film', async () => {
    const kept = new Choices().storageFor(filmIn(), wishes)
    await kept.setVolume?.(0.4)
    await kept.setMuted?.(true)
    await kept.setPlaybackRate?.(1.5)
    ask(new Choices(), 'showing', 'pt-BR')

    expect(await found(filmIn('en', 'pt-BR'))).toEqual([0.4, true, 1.5, true, 'pt-BR'])
  })

  it('of captions is looked for in the languages of the film, and is nothing once they are switched off', async () => {
    ask(new Choices(), 'showing', 'pt-BR')
    expect((await found(filmIn('en', 'pt')))[4]).toBe('pt')
    expect((await found(filmIn('pt', 'pt-BR')))[4]).toBe('pt-BR')
    expect((await found(filmIn('en')))[4]).toBeNull()

    ask(new Choices(), 'disabled', 'pt-BR')
    expect((await found(filmIn('pt-BR'))).slice(3)).toEqual([false, null])
  })

  it('has nothing to do with chapters, nor with what an address wishes', async () => {
    ask(new Choices(), 'showing', 'en', 'chapters')
    await new Choices().storageFor(filmIn(), { ...wishes, muted: true }).setMuted?.(true)

    expect(await found(filmIn('en'))).toEqual([null, null, null, null, null])
  })

  it('leaves out where one was, which is kept for each film', async () => {
    const kept = new Choices().storageFor(filmIn(), wishes)

    expect([await kept.getTime(), kept.setTime]).toEqual([null, undefined])
  })

  it('is left out where no player can be set to it', async () => {
    localStorage.setItem('kinora:player', '{"volume":7,"muted":"yes","rate":0,"captions":1,"language":3}')
    expect(await found(filmIn('en'))).toEqual([null, null, null, null, null])
    for (const broken of ['null', '{"volume"', '[]']) {
      localStorage.setItem('kinora:player', broken)
      expect(await found(), broken).toEqual([null, null, null, null, null])
    }
  })

  it('holds as long as the page where nothing may be kept', async () => {
    vi.stubGlobal('localStorage', undefined)
    const choices = new Choices()
    await choices.storageFor(filmIn(), wishes).setPlaybackRate?.(2)
    expect((await found(filmIn(), choices))[2]).toBe(2)
    vi.unstubAllGlobals()
  })
})
