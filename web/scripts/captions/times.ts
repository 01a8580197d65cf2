/** 0:01:02.500 of milliseconds. */
export function sayTime(milliseconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const seconds = Math.floor(milliseconds / 1000)
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${clock}.${String(milliseconds % 1000).padStart(3, '0')}`
}

/** Milliseconds of "62.5", "1:02.5", "0:01:02,500"; nothing of anything else. */
export function readTime(text: string): number | undefined {
  const parts = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!parts) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts
  const isClock = parts[2] !== undefined
  if (isClock && (Number(seconds) > 59 || (parts[1] !== undefined && Number(minutes) > 59))) return undefined
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  )
}
