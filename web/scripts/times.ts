const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** "5 min ago" while that says something, the date when it does not. */
export function relative(then: Date, now: Date, language = 'en'): string {
  const seconds = Math.round((now.getTime() - then.getTime()) / 1000)
  const far = Math.abs(seconds)
  const say = (amount: number, unit: string) =>
    seconds < 0 ? `in ${amount} ${unit}` : `${amount} ${unit} ago`

  if (far < 45) return seconds < 0 ? 'in a moment' : 'just now'
  if (far < hour) return say(Math.max(1, Math.round(far / minute)), 'min')
  if (far < day) return say(Math.round(far / hour), 'h')
  if (far < 7 * day) {
    const days = Math.round(far / day)
    return say(days, days === 1 ? 'day' : 'days')
  }
  return then.toLocaleDateString(language, { day: 'numeric', month: 'short', year: 'numeric' })
}

export function tellTimes(root: ParentNode, now = new Date()): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
    const then = new Date(time.dateTime)
    if (Number.isNaN(then.getTime())) continue
    time.textContent = relative(then, now, document.documentElement.lang)
    time.title = then.toLocaleString(document.documentElement.lang, {
      dateStyle: 'full',
      timeStyle: 'medium',
    })
  }
}

export function keepTimesFresh(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') tellTimes(document)
  }, 30_000)
}
