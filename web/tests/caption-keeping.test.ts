import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Cues, differing, type NewCue } from '../scripts/captions/cues'
import type { Loaded, Sent } from '../scripts/captions/desk'
import { Keeping } from '../scripts/captions/keeping'
import { Draft } from '../scripts/drafts'

const cue = (start: number, text: string): NewCue => ({ start, end: start + 1000, settings: '', text })

/** A server with captions, which leaves out empty ones and writes signs that mean something in its own way. */
class Server {
  cues: readonly NewCue[] = [cue(1000, 'One'), cue(3000, 'Two')]
  version = 1
  isAway = false

  readonly load = (): Promise<Loaded> =>
    this.isAway
      ? Promise.reject(new Error('503'))
      : Promise.resolve({ cues: [...this.cues], version: `"${this.version}"` })

  readonly send = (list: readonly NewCue[], version: string): Promise<Sent> => {
    if (this.isAway) return Promise.resolve({ is: 'refused', sentence: 'Away.' })
    if (version !== `"${this.version}"`)
      return Promise.resolve({ is: 'stale', sentence: 'Changed meanwhile.' })
    const kept = list.filter(({ text }) => text !== '')
    this.write(kept.map((each) => ({ ...each, text: each.text.replace(/&(?!amp;)/g, '&amp;') })))
    return Promise.resolve({ is: 'kept', version: `"${this.version}"` })
  }

  write(cues: readonly NewCue[]): void {
    this.cues = cues
    this.version++
  }
}

async function opened(server: Server) {
  document.body.innerHTML =
    '<div hidden><p data-cue-refusal></p><p data-cue-choice><button data-act="theirs"></button><button data-act="mine"></button></p></div>'
  const notice = document.body.firstElementChild as HTMLElement
  const cues = new Cues()
  const said: string[] = []
  const keeping = new Keeping(notice, server, cues, '/cues', {
    changed: () => undefined,
    say: (sentence) => sentence !== '' && said.push(sentence),
  })
  const isThere = await keeping.load()
  return { cues, keeping, notice, said, isThere }
}

const texts = (cues: Cues) => cues.list.map(({ text }) => text)
const write = (cues: Cues, text: string) => cues.write(cues.list[0]!.id, text)

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

describe('saving', () => {
  it('does not promise to keep what this browser has no room for', async () => {
    const server = new Server()
    const { cues, keeping, notice } = await opened(server)
    write(cues, 'Large')
    server.isAway = true
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('full')
    })
    await keeping.save()
    full.mockRestore()

    expect(notice.textContent).toContain('Leave this window open')
  })

  it('says how many empty captions were left out, and takes them from the page until undo', async () => {
    const server = new Server()
    const { cues, keeping, said } = await opened(server)
    write(cues, '')
    cues.write(cues.list[1]!.id, 'Second')
    await keeping.save()

    expect(said).toEqual(['Saved. 1 empty caption was left out'])
    expect([texts(cues), cues.isChanged]).toEqual([['Second'], false])
    cues.undo()
    expect([texts(cues), cues.isChanged]).toEqual([['', 'Second'], true])
  })

  it('does not count as differing what the server only writes in another way', async () => {
    const server = new Server()
    const { cues, keeping, notice } = await opened(server)
    write(cues, 'Salt & bread')
    await keeping.save()
    await vi.waitFor(() => expect(server.cues[0]?.text).toBe('Salt &amp; bread'))
    server.write([...server.cues.slice(0, 1), cue(3000, 'Theirs')])
    cues.write(cues.list[1]!.id, 'Mine')
    await keeping.save()

    expect(notice.textContent).toContain('1 caption differs from yours')
  })

  it('leaves what is written into an empty one meanwhile', async () => {
    const { cues, keeping } = await opened(new Server())
    write(cues, '')
    const saving = keeping.save()
    write(cues, 'Late')
    await saving

    expect([texts(cues), cues.isChanged]).toEqual([['Late', 'Two'], true])
  })
})

describe('a draft', () => {
  it('outlives the page and a server that is away, and is dropped once it is saved', async () => {
    const server = new Server()
    const first = await opened(server)
    write(first.cues, 'Unsaved')
    first.keeping.touched()
    vi.advanceTimersByTime(1000)
    server.isAway = true
    const away = await opened(server)
    away.cues.add(undefined, 0)
    away.keeping.touched()
    vi.advanceTimersByTime(1000)
    server.isAway = false
    await away.keeping.save()
    server.isAway = true
    expect([away.isThere, server.cues.length]).toEqual([false, 2])
    server.isAway = false

    const { cues, keeping, notice } = await opened(server)
    expect(texts(cues)).toEqual(['Unsaved', 'Two'])
    expect([notice.hidden, notice.textContent]).toEqual([
      false,
      'Changes that you had not saved are back.Discard themSave them',
    ])
    await keeping.mine()
    expect([server.cues[0]?.text, notice.hidden]).toEqual(['Unsaved', true])

    server.write([cue(1000, 'Of others')])
    const later = await opened(server)
    expect([texts(later.cues), later.notice.hidden]).toEqual([['Of others'], true])
  })

  it('of captions that were changed meanwhile says how many differ and does not write over them', async () => {
    const server = new Server()
    const first = await opened(server)
    write(first.cues, 'Mine')
    first.keeping.keepDraft()
    server.write([cue(1000, 'One'), cue(3000, 'Theirs'), cue(5000, 'New')])

    const { cues, keeping, notice } = await opened(server)
    expect(notice.textContent).toContain('3 captions differ')
    await keeping.save()
    expect(server.cues[1]?.text).toBe('Theirs')
    expect(texts(cues)).toEqual(['Mine', 'Two'])
  })

  it('of another window is left to it', () => {
    const isWork = (work: unknown) => typeof work === 'string'
    const [one, other] = [new Draft<string>('test', '/a', isWork), new Draft<string>('test', '/a', isWork)]
    one.write('written', '1')
    other.drop()
    expect(other.read()?.work).toBe('written')
    other.drop()
    expect(one.read()).toBeUndefined()
  })
})

describe('a conflict', () => {
  it('tells how many differ; theirs can be taken, and taken back', async () => {
    const server = new Server()
    const { cues, keeping, notice } = await opened(server)
    server.write([cue(1000, 'Theirs'), cue(3000, 'Two')])
    write(cues, 'Mine')
    await keeping.save()
    expect(notice.textContent).toContain('1 caption differs from yours.')

    await keeping.theirs()
    expect([texts(cues), cues.isChanged, notice.hidden]).toEqual([['Theirs', 'Two'], false, true])
    cues.undo()
    expect([texts(cues), cues.isChanged]).toEqual([['Mine', 'Two'], true])
    await keeping.save()
    expect(server.cues[0]?.text).toBe('Mine')
  })

  it('mine takes the place only of what was told of', async () => {
    const server = new Server()
    const { cues, keeping, notice } = await opened(server)
    server.write([cue(1000, 'Theirs')])
    write(cues, 'Mine')
    await keeping.save()
    server.write([cue(1000, 'Later'), cue(3000, 'Two'), cue(5000, 'More')])
    await keeping.mine()
    expect(server.cues[0]?.text).toBe('Later')
    expect(notice.textContent).toContain('2 captions differ')
    await keeping.mine()
    expect(server.cues[0]?.text).toBe('Mine')
  })

  it('of which nothing could be fetched is never settled unseen', async () => {
    const server = new Server()
    const { cues, keeping, notice } = await opened(server)
    server.write([cue(1000, 'Theirs'), cue(3000, 'Two')])
    write(cues, 'Mine')
    const load = vi.spyOn(server, 'load').mockRejectedValueOnce(new Error('503'))
    await keeping.save()
    expect(notice.textContent).toContain('Changed meanwhile.')
    await keeping.mine()
    load.mockRestore()

    expect(server.cues[0]?.text).toBe('Theirs')
    expect(notice.textContent).toContain('1 caption differs from yours.')
  })

  it('counts what is not in the other as it is', () => {
    const list = [cue(0, 'a'), cue(0, 'a'), cue(2000, 'b')]
    expect(differing(list, list)).toBe(0)
    expect([differing(list, list.slice(1)), differing([], list)]).toEqual([1, 3])
  })
})
