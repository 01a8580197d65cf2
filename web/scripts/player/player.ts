import 'vidstack/player/styles/default/theme.css'
import 'vidstack/player/styles/default/layouts/video.css'
import '../../styles/player.css'
import 'vidstack/player'
import 'vidstack/player/layouts/default'
import 'vidstack/player/ui'
import { Choices } from './choices'
import { freshFilm, isOfAnotherTime, wishesOf, type Film } from './film'
import { placeIn } from './places'
import { Showing } from './showing'
import { isPlayedThrough } from './through'

/** Fills the place with the player of its film. */
export async function openPlayer(place: HTMLElement): Promise<void> {
  const told = JSON.parse(place.dataset['film'] ?? '') as Film
  const film = (isOfAnotherTime() && (await freshFilm(told))) || told
  if (!place.isConnected) return
  const wishes = wishesOf(new URLSearchParams(location.search))
  new Showing({ place, wishes, choices: new Choices() }, film, {
    at: wishes.at ?? placeIn(film),
    plays: isPlayedThrough(),
  })
}
