import { DetailedError, Upload } from 'tus-js-client'
import { codeOf, proof, told, uploads } from './server'

export type Stage = 'queued' | 'going' | 'waiting' | 'paused' | 'done' | 'refused'

interface Hearing {
  changed(transfer: Transfer): void
  /** There is a video for it now. */
  named(video: string): void
  title(): string | undefined
}

/** What is there of an upload that can go on. */
export interface Rest {
  id: string
  received: number
  video: string | null
}

/** So much goes in one request; what is in front of the server may not like larger ones. */
const piece = 64 << 20

/** Of one file: its way to the server, however often the line breaks. */
export class Transfer {
  stage: Stage = 'queued'
  sent = 0
  /** Why it waits, or what was refused. */
  why = ''
  video: string | undefined
  /** What it is refused for is the file itself. */
  isFinal = false

  private tus: Upload | undefined
  private attempt = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param mark by which the file is known again
   * @param upload what it goes on with, where it was begun before
   * @param replaces the video whose file it is to be; a video of its own without one
   */
  constructor(
    readonly file: File,
    readonly mark: string,
    private readonly hearing: Hearing,
    private upload?: string,
    private readonly replaces?: string,
  ) {}

  /** Whether it takes one of the places of those at work. */
  get isAtWork(): boolean {
    return this.stage === 'going' || this.stage === 'waiting'
  }

  isOf(file: File, mark: string): boolean {
    return this.file.name === file.name && this.file.size === file.size && this.mark === mark
  }

  /** Where another try goes on; nowhere where it has to begin anew. */
  get rest(): Rest | undefined {
    const id = this.isFinal ? undefined : (this.tus?.url?.split('/').pop() ?? this.upload)
    return id ? { id, received: this.sent, video: this.video ?? null } : undefined
  }

  /** Whether leaving the page would stop it. */
  get isUnderWay(): boolean {
    return this.isAtWork || this.stage === 'queued'
  }

  start(): void {
    clearTimeout(this.timer)
    this.tus ??= this.begin()
    this.become('going')
    this.tus.start()
  }

  /** Its turn comes again when there is a place. */
  queue(): void {
    // What has arrived is kept, unless it is the film itself that is refused or nothing was begun.
    if (this.stage === 'refused' && (this.isFinal || !this.tus?.url)) this.anew()
    this.isFinal = false
    this.attempt = 0
    this.become('queued')
  }

  pause(): void {
    clearTimeout(this.timer)
    void this.tus?.abort()
    this.become('paused')
  }

  /** At once, as when the network is back. */
  goOn(): void {
    if (this.stage === 'waiting') this.start()
  }

  /** What has arrived is thrown away. */
  async remove(): Promise<void> {
    clearTimeout(this.timer)
    await this.tus?.abort(this.stage !== 'done' && !this.isFinal).catch(() => undefined)
  }

  /** What became of the film once all of it was there. */
  settle(failure: string | null): void {
    this.isFinal = failure !== null
    this.become(failure === null ? 'done' : 'refused', failure ?? 'It can be watched now.')
  }

  private become(stage: Stage, why = ''): void {
    this.stage = stage
    this.why = why
    this.hearing.changed(this)
  }

  private anew(): void {
    this.tus = undefined
    this.upload = undefined
    this.sent = 0
  }

  private begin(): Upload {
    const title = this.hearing.title()
    const tus: Upload = new Upload(this.file, {
      endpoint: this.upload ? null : uploads,
      uploadUrl: this.upload ? `${uploads}/${this.upload}` : null,
      metadata: {
        filename: this.file.name,
        filetype: this.file.type,
        mark: this.mark,
        ...(title ? { title } : {}),
        ...(this.replaces ? { replaces: this.replaces } : {}),
      },
      chunkSize: piece,
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      fingerprint: (file) => Promise.resolve(fingerprint(file)),
      onBeforeRequest(request) {
        for (const [name, value] of Object.entries(proof())) request.setHeader(name, value)
      },
      onAfterResponse: (_, response) => {
        const video = response.getHeader('Kinora-Video')
        if (!video) return
        this.video = video
        this.hearing.named(video)
      },
      onUploadUrlAvailable() {
        // Its address may name another host than the one this page came from. Without an endpoint an upload that is not found
        // is never begun a second time behind our back.
        tus.url = new URL(tus.url ?? '', location.href).pathname
        tus.options.endpoint = null
      },
      onProgress: (sent) => {
        this.sent = sent
        this.attempt = 0
        this.hearing.changed(this)
      },
      onSuccess: () => {
        this.sent = this.file.size
        this.become('done')
      },
      onError: (failure) => void this.failed(failure),
    })
    return tus
  }

  private async failed(failure: Error | DetailedError): Promise<void> {
    const response = failure instanceof DetailedError ? failure.originalResponse : null
    const status = response?.getStatus() ?? 0
    if (status === 0 && !(await isReadable(this.file)))
      return this.become('refused', 'This file can no longer be read. Choose it again.')
    if (status === 404 || status === 410) {
      // What had arrived is gone, because it lay too long or was given up elsewhere.
      this.anew()
      if (this.attempt++ < 2) return this.start()
    }
    // That something else is made of the video already is not over in a moment.
    const taken = this.replaces !== undefined && this.upload === undefined && status === 409 && !this.tus?.url
    const passing = isPassing(status, codeOf(response?.getBody() ?? ''))
    if (!taken && (status === 0 || passing)) return this.wait(status)
    this.isFinal = status === 415 || status === 413
    this.become(
      'refused',
      told(status, response?.getBody() ?? '', response?.getHeader('X-Request-Id') ?? null),
    )
  }

  private wait(status: number): void {
    const why = status
      ? 'The server is busy. It goes on by itself.'
      : 'The connection is gone. It goes on by itself when it is back.'
    this.timer = setTimeout(() => this.start(), pause(this.attempt++))
    this.become('waiting', why)
  }
}

/** From one second to half a minute. */
export function pause(attempt: number): number {
  return Math.min(30_000, 1000 * 2 ** attempt)
}

/** What another try may well get over: somebody else writes, too many requests, a restart; not a disk or a quota that is full. */
export function isPassing(status: number, code = ''): boolean {
  if (code.startsWith('quota-')) return false
  return [409, 423, 429, 460].includes(status) || (status >= 500 && status !== 507)
}

export function fingerprint(file: File): string {
  return ['kinora', file.name, file.type, file.size, file.lastModified].join('-')
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
