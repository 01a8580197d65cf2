import { few } from './few'

/** A telephone has few decoders, and who drops a folder drops hundreds of films. */
const inTurn = few(2)

/** A picture from early in the film, where the browser can play it; otherwise nothing. */
export function picture(file: File): Promise<string | undefined> {
  return inTurn(() => drawn(file))
}

function drawn(file: File): Promise<string | undefined> {
  const film = document.createElement('video')
  const address = URL.createObjectURL(file)
  film.muted = true
  film.preload = 'auto'
  return new Promise<string | undefined>((done) => {
    const patience = setTimeout(() => done(undefined), 10_000)
    film.onerror = () => done(undefined)
    film.onloadedmetadata = () => {
      film.currentTime = Math.min(film.duration / 10 || 0, 10)
    }
    film.onseeked = () => {
      clearTimeout(patience)
      done(draw(film))
    }
    film.src = address
  }).finally(() => {
    film.removeAttribute('src')
    URL.revokeObjectURL(address)
  })
}

function draw(film: HTMLVideoElement): string | undefined {
  if (film.videoWidth === 0) return undefined
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = Math.round((320 * film.videoHeight) / film.videoWidth)
  canvas.getContext('2d')?.drawImage(film, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.8)
}
