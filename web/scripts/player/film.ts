/** What the server says of a film to its player. */
export interface Film {
  id: string
  uid: string
  title: string
  hls: string
  dash: string
  poster: string | null
  storyboard: string | null
  chapters: { title: string; start: number; end: number }[]
  captions: { src: string; language: string; label: string; shown: boolean }[]
  position: number
  signedIn: boolean
  beats: string
  page: string
}

/** How one wants to see it, from the address of the page. */
export interface Wishes {
  at: number | undefined
  loop: boolean
  dash: boolean
  autoplay: boolean
  muted: boolean
}
