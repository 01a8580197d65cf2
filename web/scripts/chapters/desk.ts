import { versionOf } from '../versions'
import type { Chapter, Proposal } from './chapter'
import type { NewChapter } from './model'
import type { Segment } from './snap'

export interface Generation {
  readonly state: 'none' | 'waiting' | 'running' | 'failed' | 'done'
  readonly jobId: string | null
  readonly message: string | null
}

export interface Loaded {
  readonly chapters: readonly NewChapter[]
  readonly duration: number
  readonly version: string
  readonly edited: boolean
  readonly madeFrom: string | null
  readonly generation: Generation
}

export interface Proposed {
  readonly chapters: readonly Proposal[]
  readonly madeFrom: string | null
  readonly model: string | null
  /** What the video is about, in the words of a language model. */
  readonly summary: string | null
  /** What is to be known of them. */
  readonly remark: string | null
}

/** What became of what was sent. */
export type Sent =
  { is: 'kept'; loaded: Loaded } | { is: 'stale' } | { is: 'refused' | 'unreached'; sentence: string }

interface ChapterSent {
  id: string
  title: string
  description: string | null
  start: number
  isAiGenerated: boolean
  confidence: number | null
}

interface ChaptersSent {
  duration: number
  chapters: ChapterSent[]
  updatedAt: string
  edited: boolean
  madeFrom: string | null
  generation: Generation | null
}

const nothing: Generation = { state: 'none', jobId: null, message: null }
const milliseconds = (seconds: number) => Math.round(seconds * 1000)

/** Where chapters and what helps to find them are fetched and kept. */
export class Desk {
  /** @param video its address in the API */
  constructor(private readonly video: string) {}

  async load(): Promise<Loaded> {
    const answer = await get(`${this.video}/chapters`)
    if (!answer.ok) throw new Error(`${answer.status}`)
    return loaded(answer)
  }

  /** @param version what they were made of */
  async send(list: readonly Chapter[], idOf: (it: Chapter) => string | null, version: string): Promise<Sent> {
    const chapters = list.map((chapter) => {
      const id = idOf(chapter)
      const { title, description, start, ai, confidence } = chapter
      return {
        ...(id === null ? {} : { id }),
        title,
        description,
        start: start / 1000,
        isAiGenerated: ai,
        confidence,
      }
    })
    try {
      const answer = await ask('PUT', `${this.video}/chapters`, { chapters }, { 'If-Match': version })
      if (answer.ok) return { is: 'kept', loaded: await loaded(answer) }
      if (answer.status === 412) return { is: 'stale' }
      return { is: 'refused', sentence: await sentenceOf(answer) }
    } catch {
      return { is: 'unreached', sentence: 'The server cannot be reached.' }
    }
  }

  /** Nothing where none were made yet. */
  async proposals(density: number, signal: AbortSignal): Promise<Proposed | undefined> {
    const answer = await get(`${this.video}/chapters/proposals?density=${density}`, signal)
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new Error(await sentenceOf(answer))
    const { chapters, madeFrom, model, summary, remark } = (await answer.json()) as Proposed
    return {
      madeFrom: madeFrom ?? null,
      model: model ?? null,
      summary: summary ?? null,
      remark: remark ?? null,
      chapters: chapters.map(({ start, title, confidence, byModel = false }) => ({
        start: milliseconds(start),
        title,
        confidence,
        byModel,
      })),
    }
  }

  async transcript(): Promise<readonly Segment[]> {
    const sent = await found<{ segments: Segment[] }>(`${this.video}/transcript`)
    return (sent?.segments ?? []).map(({ start, end, text }) => ({
      start: milliseconds(start),
      end: milliseconds(end),
      text,
    }))
  }

  /** @param most so many figures at most, all of them evenly over the film */
  async peaks(most = 4000): Promise<readonly number[]> {
    return (await found<{ peaks: number[] }>(`${this.video}/waveform?most=${most}`))?.peaks ?? []
  }

  /** The job that makes them, or why there is none. */
  async generate(): Promise<{ jobId: string } | { sentence: string }> {
    try {
      const answer = await ask('POST', `${this.video}/chapters/generate`)
      return answer.ok ? ((await answer.json()) as { jobId: string }) : { sentence: await sentenceOf(answer) }
    } catch {
      return { sentence: 'The server cannot be reached. Try again when it is.' }
    }
  }

  /** Why it goes on, or an empty text where it is stopped. */
  cancel(job: string): Promise<string> {
    return answerOf(ask('POST', `/api/v1/jobs/${job}/cancellation`))
  }
}

async function answerOf(asking: Promise<Response>): Promise<string> {
  try {
    const answer = await asking
    return answer.ok ? '' : await sentenceOf(answer)
  } catch {
    return 'The server cannot be reached. Try again when it is.'
  }
}

async function loaded(answer: Response): Promise<Loaded> {
  const sent = (await answer.json()) as ChaptersSent
  return {
    duration: milliseconds(sent.duration),
    version: versionOf(sent),
    edited: sent.edited,
    madeFrom: sent.madeFrom ?? null,
    generation: sent.generation ?? nothing,
    chapters: sent.chapters.map((it) => ({
      id: it.id,
      title: it.title,
      description: it.description ?? null,
      start: milliseconds(it.start),
      ai: it.isAiGenerated,
      confidence: it.confidence ?? null,
    })),
  }
}

/** What helps is left out where it is not there, or cannot be fetched. */
async function found<T>(address: string): Promise<T | undefined> {
  try {
    const answer = await get(address)
    return answer.ok ? ((await answer.json()) as T) : undefined
  } catch {
    return undefined
  }
}

function get(address: string, signal?: AbortSignal): Promise<Response> {
  return fetch(address, {
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    ...(signal ? { signal } : {}),
  })
}

function ask(method: string, address: string, body?: object, headers = {}): Promise<Response> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
  const proof = csrf?.dataset['header'] ? { [csrf.dataset['header']]: csrf.content } : {}
  return fetch(address, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...proof, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

async function sentenceOf(answer: Response): Promise<string> {
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string }
  return detail ?? `The server answered with ${answer.status}.`
}
