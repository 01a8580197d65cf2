import { sentence } from '../refusals'
import { versionOf } from '../versions'

export const uploads = '/api/v1/uploads'

export interface Video {
  id: string
  title: string
  visibility: string
  status: string
  watchable: boolean
  errorMessage: string | null
  updatedAt: string
}

export interface Unfinished {
  id: string
  video: string | null
  length: number | null
  received: number
  means: string
  filename: string | null
  metadata: Record<string, string>
  partial: boolean
}

export interface Change {
  title?: string
  visibility?: string
}

/** What was refused, in the server's words where it said any. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly changed: string[] = [],
  ) {
    super(message)
  }
}

/** The page's proof that a request comes from it. */
export function proof(): Record<string, string> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
  const name = csrf?.dataset['header']
  return name ? { [name]: csrf.content } : {}
}

/** The sentence of a problem, else one for its status. */
export function told(status: number, body: string, requestId: string | null): string {
  return read(body).detail ?? sentence(status, requestId)
}

/** The word by which programs know a problem. */
export function codeOf(body: string): string {
  return read(body).code ?? ''
}

interface Problem {
  detail?: string
  code?: string
  changes?: { field: string }[]
}

function read(body: string): Problem {
  try {
    return JSON.parse(body) as Problem
  } catch {
    return {}
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Accept: 'application/json', ...proof(), ...(init.headers as Record<string, string>) }
  const answer = await fetch(path, { ...init, headers })
  if (answer.ok) return answer
  const body = await answer.text()
  const changed = (read(body).changes ?? []).map((change) => change.field)
  throw new Refused(answer.status, told(answer.status, body, answer.headers.get('X-Request-Id')), changed)
}

/** A video and the version it is read in. */
export async function video(id: string): Promise<{ video: Video; version: string }> {
  return versioned(await ask(`/api/v1/videos/${id}`))
}

export async function change(id: string, wish: Change, version: string) {
  const headers = { 'If-Match': version, 'Content-Type': 'application/json' }
  return versioned(
    await ask(`/api/v1/videos/${id}`, { method: 'PATCH', headers, body: JSON.stringify(wish) }),
  )
}

async function versioned(answer: Response): Promise<{ video: Video; version: string }> {
  const video = (await answer.json()) as Video
  return { video, version: versionOf(video) }
}

/** The first other video with the same bytes, null without one; undefined until this one was read through. */
export async function twinOf(id: string): Promise<Video | null | undefined> {
  const file = (await (await ask(`/api/v1/videos/${id}/file`)).json()) as { sha256: string | null }
  if (!file.sha256) return undefined
  const { items } = (await (await ask(`/api/v1/videos/${id}/duplicates`)).json()) as { items: Video[] }
  return items[0] ?? null
}

/** Those this page can go on with. */
export async function unfinished(): Promise<Unfinished[]> {
  const { items } = (await (await ask(uploads)).json()) as { items: Unfinished[] }
  return items.filter((each) => each.means === 'tus' && each.video !== null && !each.partial)
}

/** Those begun by other programs have no mark; of them the name and the length must do. */
export function isSame(before: Unfinished, file: { name: string; size: number }, mark: string): boolean {
  const known = before.metadata['mark']
  return before.filename === file.name && before.length === file.size && (!known || known === mark)
}

export async function end(upload: string): Promise<void> {
  await ask(`${uploads}/${upload}`, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } })
}

/** What is there no longer need not be put there. */
export async function bin(id: string): Promise<void> {
  try {
    await ask(`/api/v1/videos/${id}`, { method: 'DELETE' })
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status !== 404) throw failure
  }
}
