import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepFresh } from '../scripts/fresh'

const send = vi.fn<typeof fetch>()
const enhance = vi.fn()

function answers(html: string, status = 200): void {
  send.mockImplementation(() => Promise.resolve(new Response(html, { status })))
}

function place(html: string, seconds = '3'): HTMLElement {
  document.body.innerHTML = `<div data-refresh="/now" data-refresh-seconds="${seconds}">${html}</div>`
  keepFresh(document, enhance)
  return document.body.firstElementChild as HTMLElement
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', send)
})

afterEach(() => {
  document.body.innerHTML = ''
  vi.useRealTimers()
  vi.unstubAllGlobals()
  send.mockReset()
  enhance.mockReset()
})

it('what changed is new and what did not is the same element', async () => {
  const element = place('<p>one</p><p>two</p>')
  const [first, second] = element.children
  answers('<p>one</p><p>three</p>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.innerHTML).toBe('<p>one</p><p>three</p>')
  expect(element.children[0]).toBe(first)
  expect(element.children[1]).toBe(second)
  expect(enhance).toHaveBeenCalledWith(element)
})

it('what an island fills stays, though the white space before it is gone', async () => {
  const element = place('\n  <div id="player" data-keeps>filled</div>\n')
  const player = element.children[0]
  answers('<div id="player" data-keeps></div>\n<p>60 %</p>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.innerHTML).toBe('<div id="player" data-keeps="">filled</div>\n<p>60 %</p>')
  expect(element.children[0]).toBe(player)
})

it('what somebody opened stays open', async () => {
  const element = place('<details id="more"><summary>More</summary></details>')
  element.querySelector('details')?.setAttribute('open', '')
  answers('<p>new</p><details id="more"><summary>More</summary>less</details>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.textContent).toBe('newMoreless')
  expect(element.querySelector('details')?.hasAttribute('open')).toBe(true)
})

it('elements come and go', async () => {
  const element = place('<ul><li>a</li><li>b</li></ul><p>end</p>')
  answers('<ul><li>a</li></ul><ol></ol><p>end</p>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.innerHTML).toBe('<ul><li>a</li></ul><ol></ol><p>end</p>')
})

it('an open dialog stays while all around it changes, and is brought up to date as it closes', async () => {
  const element = place('<p>1</p><dialog id="sure" open>Sure?</dialog>')
  const dialog = element.querySelector('dialog')
  answers('<p>2</p>')

  await vi.advanceTimersByTimeAsync(3_100)
  expect(element.querySelector('p')?.textContent).toBe('2')
  expect(element.querySelector('dialog')).toBe(dialog)
  dialog?.close()
  await vi.advanceTimersByTimeAsync(100)

  expect(element.innerHTML).toBe('<p>2</p>')
})

it('the words of an open dialog stay as they are read', async () => {
  const element = place('<dialog id="sure" open>Revive 3?</dialog>')
  answers('<dialog id="sure">Revive 4?</dialog>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.innerHTML).toBe('<dialog id="sure" open="">Revive 3?</dialog>')
})

it('nothing is fetched while a form is on its way', async () => {
  place('<form data-sent></form>')
  await vi.advanceTimersByTimeAsync(10_000)

  expect(send).not.toHaveBeenCalled()
})

it('a box that was ticked stays ticked and in focus while its row goes on', async () => {
  const row = (share: number) => `<p id="one"><input type="checkbox" name="ids">${share} %</p>`
  const element = place(row(10))
  const box = element.querySelector('input')
  box?.focus()
  box?.click()
  answers('<p id="new">new</p>' + row(60))

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.textContent).toBe('new60 %')
  expect(element.querySelector('input')).toBe(box)
  expect([box?.checked, document.activeElement]).toEqual([true, box])
})

it.each(['<input name="title">', '<textarea></textarea>'])(
  'nothing is fetched while one types in %s',
  async (field) => {
    const element = place(field)
    element.querySelector<HTMLElement>('input, textarea')?.focus()

    await vi.advanceTimersByTimeAsync(10_000)

    expect(send).not.toHaveBeenCalled()
  },
)

it('an event is enough', async () => {
  const element = place('<p>1</p>', '')
  answers('<p>2</p>')

  await vi.advanceTimersByTimeAsync(60_000)
  expect(send).not.toHaveBeenCalled()
  element.dispatchEvent(new CustomEvent('live:job'))
  element.dispatchEvent(new CustomEvent('live:job'))
  await vi.advanceTimersByTimeAsync(600)

  expect(send).toHaveBeenCalledTimes(1)
  expect(element.textContent).toBe('2')
})

it('a server that does not answer is asked less often, and the page says that it is old', async () => {
  const element = place('<p>1</p>')
  answers('', 503)

  await vi.advanceTimersByTimeAsync(60_000)
  expect(send.mock.calls.length).toBeLessThan(8)
  expect(element.dataset['refreshState']).toBe('stale')

  answers('<p>2</p>')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(element.dataset['refreshState']).toBe('fresh')
  expect(element.textContent).toBe('2')
})

it('what has left the page is not asked for', async () => {
  const element = place('<p>1</p>')
  element.remove()

  await vi.advanceTimersByTimeAsync(60_000)

  expect(send).not.toHaveBeenCalled()
})

it('what an island fills stays as the island has it', async () => {
  const element = place('<div id="film" data-keeps>still</div><p>one</p>')
  const film = element.querySelector('#film')
  film?.replaceChildren('the player')
  answers('<div id="film" data-keeps>still</div><p>two</p>')

  await vi.advanceTimersByTimeAsync(3_100)

  expect(element.querySelector('#film')).toBe(film)
  expect(element.textContent).toBe('the playertwo')
})

it('what is settled is not fetched again', async () => {
  place('<p>one</p>')
  answers('<p>two</p><span data-settled></span>')

  await vi.advanceTimersByTimeAsync(60_000)

  expect(send).toHaveBeenCalledTimes(1)
})
