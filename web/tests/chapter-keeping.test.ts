import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Loaded, Proposed, Sent } from '../scripts/chapters/desk'
import { Keeping } from '../scripts/chapters/keeping'
import { Chapters, type NewChapter } from '../scripts/chapters/model'
import { Proposals } from '../scripts/chapters/proposals'

const chapter = (id: string | null, start: number, title: string): NewChapter => ({
  id,
  start: start * 1000,
  title,
  description: null,
  ai: false,
  confidence: null,
})

/** A server with chapters, which counts what it was sent. */
class Server {
  chapters: readonly NewChapter[] = [chapter('a', 0, 'One'), chapter('b', 30, 'Two')]
  version = 1
  duration = 60_000
  away = false
  sent: string[] = []

  readonly load = (): Promise<Loaded> => Promise.resolve(this.#loaded())

  readonly send = (list: readonly NewChapter[], _: unknown, version: string): Promise<Sent> => {
    this.sent.push(version)
    if (this.away) return Promise.resolve({ is: 'unreached', sentence: 'Away.' })
    if (version !== `"${this.version}"`) return Promise.resolve({ is: 'stale' })
    this.write(list.map((it, at) => ({ ...it, id: it.id ?? `made ${at}` })))
    return Promise.resolve({ is: 'kept', loaded: this.#loaded() })
  }

  write(chapters: readonly NewChapter[]): void {
    this.chapters = chapters
    this.version++
  }

  #loaded(): Loaded {
    const generation = { state: 'none', jobId: null, message: null } as const
    const { chapters, duration } = this
    return {
      chapters,
      duration,
      version: `"${this.version}"`,
      edited: true,
      madeFrom: null,
      generation,
    }
  }
}

function opened(server: Server) {
  document.body.innerHTML =
    '<div><p data-notice-said></p><ul data-notice-changes></ul><button data-act="theirs"></button><button data-act="mine"></button></div>'
  const notice = document.body.firstElementChild as HTMLElement
  notice.hidden = true
  const chapters = new Chapters()
  const said: string[] = []
  const keeping = new Keeping(notice, server, chapters, '/videos/v', {
    changed: () => undefined,
    say: (sentence) => said.push(sentence),
  })
  return { chapters, keeping, notice, said }
}

const titles = (chapters: Chapters) => chapters.list.map(({ title }) => title)
const name = (chapters: Chapters, title: string) => chapters.rename(chapters.list[0]!.key, title)

describe('keeping', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    localStorage.clear()
  })

  it('saves against what it was made of, again and again', async () => {
    const server = new Server()
    const { chapters, keeping } = opened(server)
    await keeping.load()
    name(chapters, 'First')
    await keeping.save()
    name(chapters, 'Second')
    await keeping.save()
    await keeping.save()

    expect(server.sent).toEqual(['"1"', '"2"'])
    expect(server.chapters[0]?.title).toBe('Second')
  })

  it('never writes over what it has not told of', async () => {
    const server = new Server()
    const { chapters, keeping, notice } = opened(server)
    await keeping.load()
    name(chapters, 'Mine')
    server.write([chapter('a', 0, 'Theirs'), chapter('b', 30, 'Two')])
    await keeping.save()
    expect(notice.textContent).toContain('“One” is called “Theirs”.')

    server.write([chapter('a', 0, 'Theirs again'), chapter('b', 30, 'Two')])
    await keeping.mine()
    expect(server.chapters[0]?.title).toBe('Theirs again')
    expect(notice.textContent).toContain('“Theirs” is called “Theirs again”. Yours takes its place.')
    expect(notice.textContent).toContain('Save mine instead')
    await keeping.mine()
    expect([server.chapters[0]?.title, notice.hidden]).toEqual(['Mine', true])
  })

  it('says that both are kept where they do not collide, and keeps them', async () => {
    const server = new Server()
    const { chapters, keeping, notice, said } = opened(server)
    await keeping.load()
    name(chapters, 'Mine')
    server.write([chapter('a', 0, 'One'), chapter('b', 30, 'Theirs'), chapter('c', 45, 'New')])
    await keeping.save()
    expect(notice.textContent).toContain('Saving keeps both, theirs and yours.')
    expect(notice.textContent).toContain('Save both')

    await keeping.mine()
    expect(server.chapters.map(({ title }) => title)).toEqual(['Mine', 'Theirs', 'New'])
    expect([titles(chapters), notice.hidden, said.at(-1)]).toEqual([
      ['Mine', 'Theirs', 'New'],
      true,
      'Saved.',
    ])
    chapters.undo()
    expect(titles(chapters)).toEqual(['Mine', 'Two'])
  })

  it('takes as saved what somebody else made just the same', async () => {
    const server = new Server()
    const { chapters, keeping, notice } = opened(server)
    await keeping.load()
    name(chapters, 'The same')
    server.write([chapter('a', 0, 'The same'), chapter('b', 30, 'Two')])
    await keeping.save()
    expect([chapters.isChanged, notice.hidden]).toEqual([false, true])
  })

  it('brings back what was not saved, and forgets it once it is', async () => {
    const server = new Server()
    const before = opened(server)
    await before.keeping.load()
    name(before.chapters, 'Not saved')
    before.keeping.touched()
    vi.advanceTimersByTime(1000)

    const after = opened(server)
    await after.keeping.load()
    expect([titles(after.chapters)[0], after.notice.hidden]).toEqual(['Not saved', false])
    after.chapters.undo()
    expect(titles(after.chapters)[0]).toBe('One')
    after.chapters.redo()
    await after.keeping.save()

    const last = opened(server)
    await last.keeping.load()
    expect(last.notice.hidden).toBe(true)
  })

  it.each(['reload', 'theirs', 'mine', 'save'] as const)(
    'knows how long the film is that was put in place of it: %s',
    async (act) => {
      const server = new Server()
      const { chapters, keeping } = opened(server)
      await keeping.load()
      if (act !== 'reload') name(chapters, 'Mine')
      server.duration = 90_000
      if (act !== 'save') server.write([chapter('a', 0, 'One'), chapter('b', 30, 'Theirs')])
      if (act !== 'reload') await keeping.save()
      if (act === 'mine' || act === 'reload') await keeping[act]()
      if (act === 'theirs') keeping.theirs()

      expect(chapters.duration).toBe(90_000)
      expect(chapters.split(75_000)).toBeDefined()
    },
  )

  it('knows its length though nothing else became of it', async () => {
    const server = new Server()
    const { chapters, keeping } = opened(server)
    await keeping.load()
    server.duration = 90_000
    await keeping.reload()

    expect(chapters.duration).toBe(90_000)
  })

  it('tries again when the line is back', async () => {
    const server = new Server()
    server.away = true
    const { chapters, keeping, said } = opened(server)
    await keeping.load()
    name(chapters, 'Kept')
    await keeping.save()
    expect(said.at(-1)).toBe('Away. Nothing was saved. Your changes are kept in this browser.')

    server.away = false
    window.dispatchEvent(new Event('online'))
    await vi.runAllTimersAsync()
    expect(server.chapters[0]?.title).toBe('Kept')
  })
})

describe('proposals', () => {
  const proposed = (density: number): Proposed => ({
    madeFrom: 'transcript',
    model: null,
    summary: null,
    remark: null,
    chapters: [{ start: 0, title: `at ${density}`, confidence: 1 }],
  })

  it('are asked for once the slider rests, and each density once', async () => {
    vi.useFakeTimers()
    const asked: number[] = []
    const it = new Proposals(
      {
        proposals: (density) => {
          asked.push(density)
          return Promise.resolve(proposed(density))
        },
      },
      () => undefined,
    )
    const rest = () => vi.runAllTimersAsync()
    it.want(1)
    await rest()
    for (const density of [1.1, 1.2, 1.3]) it.want(density)
    await rest()
    expect(it.now?.chapters[0]?.title).toBe('at 1.3')
    it.want(1)
    expect(it.now?.chapters[0]?.title).toBe('at 1')
    await rest()
    expect(asked).toEqual([1, 1.3])
    it.forget()
    await rest()
    expect(asked).toEqual([1, 1.3, 1])
    vi.useRealTimers()
  })
})
