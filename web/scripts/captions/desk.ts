import { versionOf } from '../versions'
import type { NewCue } from './cues'

export interface Loaded {
  cues: NewCue[]
  version: string
}

/** What became of what was sent. */
export type Sent =
  { is: 'kept'; version: string } | { is: 'stale'; sentence: string } | { is: 'refused'; sentence: string }

/** Where captions are fetched and kept. */
export class Desk {
  constructor(private readonly address: string) {}

  async load(): Promise<Loaded> {
    const answer = await fetch(this.address, { headers: { Accept: 'application/json' }, cache: 'no-store' })
    if (!answer.ok) throw new Error(`${answer.status}`)
    const sent = (await answer.json()) as { cues: NewCue[]; updatedAt: string }
    return { cues: sent.cues, version: versionOf(sent) }
  }

  /** @param version what they were made of */
  async send(cues: readonly NewCue[], version: string): Promise<Sent> {
    try {
      const answer = await fetch(this.address, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'If-Match': version, ...proof() },
        body: JSON.stringify({
          cues: cues.map(({ start, end, settings, text }) => ({ start, end, settings, text })),
        }),
      })
      if (answer.ok) return { is: 'kept', version: versionOf((await answer.json()) as { updatedAt: string }) }
      const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string }
      const sentence = detail ?? `The server answered with ${answer.status}. Nothing was saved; try again.`
      return { is: answer.status === 412 ? 'stale' : 'refused', sentence }
    } catch {
      return { is: 'refused', sentence: 'The server cannot be reached. Nothing was saved; try again.' }
    }
  }
}

/** That it is this page that asks. */
function proof(): Record<string, string> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
  return csrf?.dataset['header'] ? { [csrf.dataset['header']]: csrf.content } : {}
}
