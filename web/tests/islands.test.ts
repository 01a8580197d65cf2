import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendFormsOnce } from '../scripts/once'
import { wireTabs } from '../scripts/tabs'
import { switchThemeInPlace } from '../scripts/theme'
import { readingTime, showToastsWhenAsked, toast } from '../scripts/toasts'

const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response()))
switchThemeInPlace(send)
showToastsWhenAsked()
sendFormsOnce()

function element<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`nothing matches ${selector}`)
  return found
}

function submit(form: HTMLFormElement, submitter: HTMLElement): boolean {
  return form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter }))
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  send.mockClear()
})

describe('tabs', () => {
  beforeEach(() => {
    document.body.innerHTML = `
      <div data-tabs>
        <button role="tab" id="t0" aria-controls="p0" aria-selected="true"></button>
        <button role="tab" id="t1" aria-controls="p1" aria-selected="false"></button>
        <button role="tab" id="t2" aria-controls="p2" aria-selected="false"></button>
        <div id="p0"></div><div id="p1"></div><div id="p2"></div>
      </div>`
    wireTabs(document)
  })

  const press = (tab: string, key: string) =>
    element(tab).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  const selected = () => element('[aria-selected="true"]').id
  const shown = () =>
    [...document.querySelectorAll('div[id]')].filter((panel) => !panel.hasAttribute('hidden'))

  it('show one panel', () => {
    expect(shown().map((panel) => panel.id)).toEqual(['p0'])
  })

  it.each([
    ['#t0', 'ArrowRight', 't1'],
    ['#t0', 'ArrowLeft', 't2'],
    ['#t2', 'ArrowRight', 't0'],
    ['#t1', 'Home', 't0'],
    ['#t0', 'End', 't2'],
  ])('from %s the key %s leads to %s', (from, key, to) => {
    element(from).click()
    press(from, key)

    expect(selected()).toBe(to)
    expect(document.activeElement?.id).toBe(to)
    expect(shown()).toHaveLength(1)
  })

  it('leave other keys alone', () => {
    press('#t0', 'a')

    expect(selected()).toBe('t0')
  })
})

describe('a form', () => {
  it('is sent once', () => {
    document.body.innerHTML = '<form method="post"><button>Save</button></form>'

    expect(submit(element('form'), element('button'))).toBe(true)
    expect(submit(element('form'), element('button'))).toBe(false)
    expect(element('button').getAttribute('aria-busy')).toBe('true')
  })

  it('that only asks may ask again', () => {
    document.body.innerHTML = '<form method="get"><button>Search</button></form>'

    expect(submit(element('form'), element('button'))).toBe(true)
    expect(submit(element('form'), element('button'))).toBe(true)
  })
})

describe('the theme', () => {
  beforeEach(() => {
    document.head.innerHTML =
      '<meta name="theme-color" data-scheme="light"><meta name="theme-color" data-scheme="dark">'
    document.body.innerHTML = `
      <form method="post" action="http://localhost/theme" data-theme-form>
        <input type="hidden" name="_csrf" value="secret">
        <button name="theme" value="light"></button><button name="theme" value="dark"></button>
      </form>`
  })

  it('changes at once and is told to the server', () => {
    submit(element('form'), element('[value=dark]'))

    expect(document.documentElement.dataset['theme']).toBe('dark')
    expect(element('[value=dark]').getAttribute('aria-pressed')).toBe('true')
    expect(String(send.mock.calls[0]?.[1]?.body)).toBe('_csrf=secret&theme=dark')
  })

  it('may be chosen again and again', () => {
    submit(element('form'), element('[value=dark]'))
    submit(element('form'), element('[value=light]'))

    expect(send).toHaveBeenCalledTimes(2)
  })

  it('tints the bars of the browser', () => {
    submit(element('form'), element('[value=dark]'))

    expect(element<HTMLMetaElement>('[data-scheme=dark]').media).toBe('all')
    expect(element<HTMLMetaElement>('[data-scheme=light]').media).toBe('not all')
  })
})

describe('a toast', () => {
  beforeEach(() => {
    document.body.innerHTML = `
      <div data-toasts></div>
      <template data-toast><div class="toast"><svg><use href="/icons.svg#info"></use></svg><p></p>
      <button data-dismiss></button></div></template>`
  })

  it('shows the message as text with the icon of its tone', () => {
    toast('<b>Saved</b>', 'good')

    expect(element('.toast-good p').textContent).toBe('<b>Saved</b>')
    expect(element('[data-toasts] use').getAttribute('href')).toBe('/icons.svg#circle-check')
  })

  it('leaves when it has been read', () => {
    toast('Saved', 'good')
    vi.advanceTimersByTime(readingTime('Saved'))

    expect(document.querySelector('[data-toasts] .toast')).toBeNull()
  })

  it('about a problem stays until it is dismissed', () => {
    toast('Failed', 'bad')
    vi.advanceTimersByTime(3_600_000)
    expect(document.querySelector('[data-toasts] .toast')).not.toBeNull()

    element('[data-toasts] button').click()
    expect(document.querySelector('[data-toasts] .toast')).toBeNull()
  })

  it('is put into the dialog that is open, and stays when that is closed', () => {
    document.body.insertAdjacentHTML('beforeend', '<dialog></dialog>')
    const dialog = element<HTMLDialogElement>('dialog')
    dialog.showModal()
    toast('Failed', 'bad')
    expect(element('dialog .toast p').textContent).toBe('Failed')

    dialog.close()
    expect(document.querySelector('dialog .toast')).toBeNull()
    expect(document.querySelector('[data-toasts] .toast')).not.toBeNull()
  })

  it('is shown although the dialog with the one before is gone', () => {
    document.body.insertAdjacentHTML('beforeend', '<dialog></dialog>')
    element<HTMLDialogElement>('dialog').showModal()
    toast('Failed', 'bad')
    element('dialog').remove()
    toast('Failed again', 'bad')

    expect(document.querySelectorAll('[data-toasts] .toast')).toHaveLength(2)
  })

  it('waits while a pointer is on it', () => {
    toast('Saved')
    element('.toast').dispatchEvent(new Event('pointerenter'))
    vi.advanceTimersByTime(60_000)
    expect(document.querySelector('[data-toasts] .toast')).not.toBeNull()

    element('.toast').dispatchEvent(new Event('pointerleave'))
    vi.advanceTimersByTime(60_000)
    expect(document.querySelector('[data-toasts] .toast')).toBeNull()
  })

  it('is shown when the server asks for it', () => {
    document.body.dispatchEvent(new CustomEvent('toast', { detail: { message: 'Told' }, bubbles: true }))

    expect(element('[data-toasts] p').textContent).toBe('Told')
  })
})
