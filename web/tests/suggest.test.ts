import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reorderByDragging } from '../scripts/reorder'
import { suggestWhileTyping } from '../scripts/suggest'

const items = [
  { kind: 'word', text: '<b>yoga</b>', path: '/search?q=yoga' },
  { kind: 'title', text: 'Yoga for all', path: '/watch/1' },
]
const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify({ items }))))

function field(): HTMLInputElement {
  return document.querySelector('input')!
}

function press(key: string): void {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

async function type(text: string): Promise<void> {
  field().value = text
  field().focus()
  field().dispatchEvent(new Event('input'))
  await vi.advanceTimersByTimeAsync(200)
}

describe('suggestions', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', send)
    document.body.innerHTML = '<form><input data-suggest="/suggestions"></form>'
    suggestWhileTyping(document)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    send.mockClear()
  })

  const options = () => [...document.querySelectorAll('[role=option]')]
  const selected = () => document.querySelector('[aria-selected=true]')?.id

  it('are asked for once while one types on, and shown as text', async () => {
    field().value = 'y'
    field().dispatchEvent(new Event('input'))
    await type('yo')

    expect(send).toHaveBeenCalledTimes(1)
    expect(send.mock.calls[0]?.[0]).toBe('/suggestions?q=yo')
    expect(options()[0]?.textContent).toBe('<b>yoga</b>')
    expect(field().getAttribute('aria-expanded')).toBe('true')
  })

  it('are walked through with arrows and closed by Escape', async () => {
    await type('yo')
    press('ArrowDown')
    press('ArrowDown')
    expect(selected()).toBe(options()[1]?.id)
    expect(field().getAttribute('aria-activedescendant')).toBe(options()[1]?.id)
    press('ArrowDown')
    expect(selected()).toBeUndefined()

    press('Escape')
    expect(field().getAttribute('aria-expanded')).toBe('false')
  })

  it('fill the form when a word is taken', async () => {
    const submit = vi.spyOn(HTMLFormElement.prototype, 'requestSubmit').mockImplementation(() => undefined)
    await type('yo')
    press('ArrowDown')
    press('Enter')

    expect(field().value).toBe('<b>yoga</b>')
    expect(submit).toHaveBeenCalledOnce()
  })

  it('do not appear for a field that is empty again', async () => {
    await type('')

    expect(send).not.toHaveBeenCalled()
  })
})

describe('a list', () => {
  it('tells the server where an item was dropped', () => {
    document.body.innerHTML = `<ol data-reorder="1">${[1, 2, 3]
      .map(
        (n) =>
          `<li id="i${n}"><span data-handle hidden></span><form data-move><input name="place"></form></li>`,
      )
      .join('')}</ol>`
    reorderByDragging(document)
    const submit = vi.spyOn(HTMLFormElement.prototype, 'requestSubmit').mockImplementation(() => undefined)
    const third = document.getElementById('i3')!
    third.dispatchEvent(new Event('dragstart', { bubbles: true }))
    document.querySelector('ol')!.prepend(third)
    third.dispatchEvent(new Event('dragend', { bubbles: true }))

    expect(submit).toHaveBeenCalled()
    expect(third.querySelector('input')?.value).toBe('1')
    expect(document.querySelector<HTMLElement>('[data-handle]')?.hidden).toBe(false)
  })
})
