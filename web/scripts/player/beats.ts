import type { Sent } from './outbox'

/** What was played without a gap, in seconds of the film. */
export interface Beat {
  session: string
  sequence: number
  from: number
  to: number
  rate: number
  visible: boolean
}

const every = 10
/** Less was not watched but touched. */
const shortest = 0.25

/**
 * Tells that something is played, then what: every ten seconds of it and when it ends; where it jumps, one stretch ends and
 * another begins.
 */
export class Beats {
  #session = name()
  #sequence = 0
  #from: number | undefined
  #to = 0
  #rate = 1
  #visible = true

  constructor(
    private readonly send: (beat: Beat) => void,
    private readonly isVisible: () => boolean = () => document.visibilityState === 'visible',
  ) {}

  /** The film is at this second, and runs. */
  played(second: number, rate: number): void {
    // Time comes in steps of a quarter of a second; what is farther away was not played through.
    if (this.#from !== undefined && (second < this.#to || second > this.#to + 2 * Math.max(1, rate)))
      this.flush()
    if (this.#from !== undefined && rate !== this.#rate) this.flush()
    this.#rate = rate
    this.#to = second
    if (this.#from === undefined) this.#begin(second)
    else if (second - this.#from >= every) {
      this.flush()
      this.#begin(second)
    }
  }

  /** Whether it can be seen is known now: once somebody leaves, it is told of what they saw until then. */
  #begin(second: number): void {
    this.#from = second
    this.#visible = this.isVisible()
    // From here on the server's clock runs.
    if (this.#sequence === 0) this.#tell(second)
  }

  /** It stands still, has gone elsewhere, or nobody is there any more. */
  flush(): void {
    const from = this.#from
    this.#from = undefined
    if (from === undefined || this.#to - from < shortest) return
    this.#tell(from)
  }

  #tell(from: number): void {
    this.send({
      session: this.#session,
      sequence: this.#sequence++,
      from: rounded(from),
      to: rounded(this.#to),
      rate: this.#rate,
      visible: this.#visible,
    })
  }
}

/** Also where the page came over plain http, which has no crypto.randomUUID. */
function name(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function rounded(second: number): number {
  return Math.round(second * 1000) / 1000
}

/**
 * Outlives the page. It is done where it was taken, or would be refused as often as it came. Where nobody is signed in it goes
 * without cookies, and so needs no proof that it was not forged: a browser may give none to the frame of another site.
 */
export async function sendBeat(url: string, beat: Beat, signedIn: boolean): Promise<Sent> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (signedIn && csrf?.dataset['header']) headers[csrf.dataset['header']] = csrf.content
  try {
    const answer = await fetch(url, {
      method: 'POST',
      keepalive: true,
      credentials: signedIn ? 'same-origin' : 'omit',
      headers,
      body: JSON.stringify(beat),
    })
    return await meaningOf(answer)
  } catch {
    return 'waits'
  }
}

async function meaningOf(answer: Response): Promise<Sent> {
  const { status } = answer
  if ([408, 425, 502, 503, 504].includes(status)) return 'waits'
  if (status === 429) return (await codeOf(answer)) === 'too-many-plays' ? 'done' : 'waits'
  return status < 500 ? 'done' : 'failed'
}

/** Of the problem, which not everything between us and the server writes. */
async function codeOf(answer: Response): Promise<unknown> {
  const problem = (await answer.json().catch(() => null)) as { code?: unknown } | null
  return problem?.code
}
