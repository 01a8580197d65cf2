/** What to do about what went wrong, by the answer of the server where there was one. */
export function advice(
  status: number | undefined,
  code: number | undefined,
  online = navigator.onLine,
): string {
  if (!online) return 'This device is offline. Connect it, then try again.'
  if (status === 401) return 'The link to this film has run out. Try again to get a new one.'
  if (status === 403)
    return 'The film may not be played from here. Open it on its own page, or ask its owner for which places it is.'
  if (status === 404 || status === 410)
    return 'The film is not where it was. Reload the page; if it is still missing, its owner has taken it away.'
  if (status === 429) return 'The server is asked for too much at once. Wait a minute, then try again.'
  if (status !== undefined && status >= 500)
    return 'The server could not send the film. Wait a moment, then try again.'
  if (code === 3 || code === 4)
    return 'This browser cannot play the film. Update it, or open the page in another one.'
  return 'The film could not be loaded. Look at the connection, then try again.'
}

/** Where there is no new link. */
export const shutOut =
  'You are signed out, or may not see this film any more. Reload the page and sign in, or ask whoever sent you the link.'

/** Lies over the player until one tries again. */
export function showTrouble(place: HTMLElement, sentence: string, again: () => void): void {
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
  button.addEventListener('click', () => {
    button.disabled = true
    again()
  })
  box.append(words, button)
  place.append(box)
}
