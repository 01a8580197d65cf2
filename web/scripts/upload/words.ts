const units = ['B', 'kB', 'MB', 'GB']

/** As the server writes them: in units of a thousand, with a tenth below a hundred, where it says something. */
export function size(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 99.95 ? 1 : 0
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${units[unit]}`
}

/** Rough on purpose: nobody plans by the second, and a rough number does not jump about. */
export function left(seconds: number): string {
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 60) return `about ${Math.floor(seconds / 10) * 10} s left`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `about ${minutes} min left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/** "12.0 MB of 40.0 MB · 3.1 MB/s · about 2 min left", as far as it can be told. */
export function progress(sent: number, total: number, rate: number): string {
  const parts = [`${size(sent)} of ${size(total)}`]
  if (rate > 0) parts.push(`${size(rate)}/s`, left((total - sent) / rate))
  return parts.join(' · ')
}

const span = 5000

/** How fast bytes went in the last seconds. */
export class Pace {
  private samples: { at: number; bytes: number }[] = []

  reached(bytes: number, at = performance.now()): void {
    const last = this.samples.at(-1)
    if (last && bytes < last.bytes) this.samples = []
    this.samples.push({ at, bytes })
    while (this.samples.length > 2 && (this.samples[0]?.at ?? at) < at - span) this.samples.shift()
  }

  /** In bytes a second; 0 until there is something to go by. */
  rate(): number {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (!first || !last || last.at - first.at < 500) return 0
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at)
  }

  forget(): void {
    this.samples = []
  }
}

/** What the server calls a video that comes without a title. */
export function titleOf(filename: string): string {
  const bare = filename.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('_', ' ')
  return bare.trim() || 'Untitled video'
}
