const two = (number: number) => String(number).padStart(2, '0')

/** A moment as it is written throughout: 1:02, or 1:02:45 from an hour on; with the fraction there is. */
export function sayShort(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  const rest = two(seconds % 60) + fraction(milliseconds)
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`
}

/** How long something is: 3:07. Seconds that are over, as all lengths are written. */
export function sayLength(milliseconds: number): string {
  return sayShort(Math.floor(milliseconds / 1000) * 1000)
}

/** Where the film is, as it is shown and written down: in hundredths, which no eye tells apart and a player does not keep to. */
export function toHundredth(milliseconds: number): number {
  return Math.round(milliseconds / 10) * 10
}

function fraction(milliseconds: number): string {
  const rest = Math.round(milliseconds) % 1000
  return rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`
}
