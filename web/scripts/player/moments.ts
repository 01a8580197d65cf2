/** Seconds of "90", "90s", "1m30s", "1h2m", "75:30" or "1:02:03"; nothing of anything else. */
export function parseMoment(text: string | null): number | undefined {
  const said = text?.trim().toLowerCase() ?? ''
  if (/^\d+(\.\d+)?s?$/.test(said)) return Number.parseFloat(said)
  if (/^(\d+:[0-5]?\d|\d{1,3}):[0-5]\d$/.test(said)) {
    return said.split(':').reduce((all, part) => all * 60 + Number(part), 0)
  }
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(said)
  if (said === '' || !parts) return undefined
  const [, hours = '0', minutes = '0', seconds = '0'] = parts
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** 3:07, or 1:02:45 from an hour on: seconds that are over, as the server writes lengths too. */
export function sayMoment(second: number): string {
  const whole = Math.max(0, Math.floor(second))
  const two = (number: number) => String(number).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}
