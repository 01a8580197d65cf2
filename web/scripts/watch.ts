/** An element with data-film="{…}" becomes the player of that film; what a page without one need not load is loaded here. */
export function showFilms(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-film]:not([data-film-state])')) {
    place.dataset['filmState'] = 'loading'
    void show(place)
  }
}

async function show(place: HTMLElement): Promise<void> {
  try {
    const { openPlayer } = await import('./player/player')
    await openPlayer(place)
    place.dataset['filmState'] = 'open'
    place.dispatchEvent(new CustomEvent('film-open', { bubbles: true }))
  } catch (failure) {
    place.dataset['filmState'] = 'failed'
    place.querySelector('[data-film-failed]')?.removeAttribute('hidden')
    console.error(failure)
  }
}
