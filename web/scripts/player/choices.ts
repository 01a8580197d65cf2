import type { MediaStorage } from 'vidstack'
import type { MediaPlayerElement } from 'vidstack/elements'
import type { Film, Wishes } from './film'
import { storage } from './storage'

const key = 'kinora:player'

interface Chosen {
  volume?: number
  muted?: boolean
  rate?: number
  captions?: boolean
  language?: string
}

/**
 * What somebody chose in one film and finds again in the next in this browser: how loud, how fast, and which captions. Where
 * nothing may be kept it holds as long as the page.
 */
export class Choices {
  #chosen: Chosen = {}

  /** As the player asks for it. Where one was in a film is kept with its other places; which quality is up to the connection. */
  storageFor(film: Film, wishes: Wishes): MediaStorage {
    return {
      getVolume: () => this.#ask('volume'),
      setVolume: (volume) => this.#keep({ volume }),
      getMuted: () => this.#ask('muted'),
      // What the address wishes nobody chose.
      setMuted: (muted) => (muted && wishes.muted ? Promise.resolve() : this.#keep({ muted })),
      getPlaybackRate: () => this.#ask('rate'),
      setPlaybackRate: (rate) => this.#keep({ rate }),
      getCaptions: () => this.#ask('captions'),
      getLang: () => Promise.resolve(this.#languageIn(film)),
      getTime: nothing,
      getVideoQuality: nothing,
      getAudioGain: nothing,
    }
  }

  /** Those that come by themselves are not chosen, and the player tells of them alike; so what is asked for is heard. */
  hearCaptions(player: MediaPlayerElement, signal: AbortSignal): void {
    player.addEventListener(
      'media-text-track-change-request',
      ({ detail: { index, mode } }) => {
        const track = player.textTracks[index]
        if (track?.kind !== 'captions') return
        void this.#keep(
          mode === 'showing' ? { captions: true, language: track.language } : { captions: false },
        )
      },
      { signal },
    )
  }

  #languageIn({ captions }: Film): string | null {
    const { captions: shown, language } = this.#now()
    if (!shown || !language) return null
    const main = (tag: string) => tag.toLowerCase().split('-')[0]
    const same = captions.find((each) => each.language === language)
    return (same ?? captions.find((each) => main(each.language) === main(language)))?.language ?? null
  }

  async #ask<K extends keyof Chosen>(what: K): Promise<NonNullable<Chosen[K]> | null> {
    return this.#now()[what] ?? null
  }

  async #keep(chosen: Chosen): Promise<void> {
    this.#chosen = { ...this.#now(), ...chosen }
    storage.setItem(key, JSON.stringify(this.#chosen))
  }

  #now(): Chosen {
    return { ...this.#chosen, ...read() }
  }
}

async function nothing(): Promise<null> {
  return null
}

/** Only what a player can be set to. */
function read(): Chosen {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '{}') as Record<keyof Chosen, unknown> | null
    const { volume, muted, rate, captions, language } = kept ?? ({} as Record<keyof Chosen, unknown>)
    return {
      ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
      ...(typeof muted === 'boolean' && { muted }),
      ...(typeof rate === 'number' && rate >= 0.25 && rate <= 2 && { rate }),
      ...(typeof captions === 'boolean' && { captions }),
      ...(typeof language === 'string' && { language }),
    }
  } catch {
    return {}
  }
}
