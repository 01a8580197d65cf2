import type { MediaPlayerElement } from 'vidstack/elements'

/**
 * Why a film does not play.
 *
 * @param status of what the server answered; 0 where it did not
 * @param code of the player, as browsers count them
 * @param inPart where a part of the player itself did not come
 */
export interface Trouble {
  status?: number | undefined
  code?: number | undefined
  inPart?: boolean
}

export const decoding = 3
const gone = 'The film could not be loaded. Look at the connection, then try again.'

/** What to do about what went wrong, by the answer of the server where there was one. */
export function advice({ status, code, inPart }: Trouble, online = navigator.onLine): string {
  if (!online) return 'This device is offline. Connect it, then try again.'
  if (inPart) return 'A part of the player could not be loaded. Look at the connection, then try again.'
  if (status === 0) return gone
  if (status === 401) return 'The link to this film has run out. Try again to get a new one.'
  if (status === 403)
    return 'The film may not be played from here. Open it on its own page, or ask its owner for which places it is.'
  if (status === 404 || status === 410)
    return 'The film is not where it was. Reload the page; if it is still missing, its owner has taken it away.'
  if (status === 429) return 'The server is asked for too much at once. Wait a minute, then try again.'
  if (status !== undefined && status >= 500)
    return 'The server could not send the film. Wait a moment, then try again.'
  if (code === decoding || code === 4)
    return 'This browser cannot play the film. Update it, or open the page in another one.'
  return gone
}

/** A browser that plays by itself does not say what the server answered; so it is asked once more. */
export async function looked(trouble: Trouble, address: string): Promise<Trouble> {
  if (trouble.status !== undefined || trouble.inPart || trouble.code === decoding) return trouble
  try {
    const { ok, status } = await fetch(address, { method: 'HEAD' })
    return ok ? trouble : { ...trouble, status }
  } catch {
    return { ...trouble, status: 0 }
  }
}

/** Tells once that it does not go on. */
export function hearTrouble(
  player: MediaPlayerElement,
  signal: AbortSignal,
  tell: (trouble: Trouble) => void,
): void {
  const until = new AbortController()
  const options = { signal: AbortSignal.any([signal, until.signal]) }
  const failures = new Failures()
  let status: number | undefined
  let inPart = false
  const end = (trouble: Trouble) => {
    until.abort()
    tell(trouble)
  }

  player.addEventListener(
    'hls-error',
    ({ detail }) => {
      status = detail.response?.code ?? status
      // The player begins anew each time, and would for ever.
      if (detail.fatal && detail.type === 'mediaError' && failures.isLast(player.currentTime))
        end({ code: decoding })
    },
    options,
  )
  // What has come since then was not what went wrong.
  for (const event of ['hls-frag-loaded', 'hls-level-loaded'])
    player.addEventListener(event, () => (status = undefined), options)
  for (const event of ['hls-lib-load-error', 'dash-lib-load-error'])
    player.addEventListener(event, () => (inPart = true), options)
  player.addEventListener('error', ({ detail }) => end({ status, code: detail.code, inPart }), options)
}

/** Three at about the same second are more than bad luck. */
export class Failures {
  #count = 0
  #second = 0

  isLast(second: number): boolean {
    this.#count = Math.abs(second - this.#second) < 10 ? this.#count + 1 : 1
    this.#second = second
    return this.#count === 3
  }
}

/** Where there is no new link. */
export const shutOut =
  'You are signed out, or may not see this film any more. Reload the page and sign in, or ask whoever sent you the link.'

/** Lies over the player until one tries again; whoever was in there goes on with its button. */
export function showTrouble(place: HTMLElement, sentence: string, again: () => void): void {
  const isWithin = place.contains(document.activeElement)
  place.querySelector('.player-trouble')?.remove()
  const box = document.createElement('div')
  box.className = 'player-trouble'
  box.setAttribute('role', 'alert')
  const words = document.createElement('p')
  words.textContent = sentence
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = 'Try again'
  button.addEventListener(
    'click',
    () => {
      // Once it is disabled it has no focus that could be handed on.
      button.setAttribute('aria-busy', 'true')
      again()
    },
    { once: true },
  )
  box.append(words, button)
  place.append(box)
  if (isWithin) button.focus({ preventScroll: true })
}
