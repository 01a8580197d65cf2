import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sendFormsOnce } from '../scripts/once'
import { askBeforeLeaving } from '../scripts/unsaved'

sendFormsOnce()
askBeforeLeaving()

function element<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`nothing matches ${selector}`)
  return found
}

function submit(form: string, button: string): boolean {
  const submitter = element(button)
  return element(form).dispatchEvent(
    new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter }),
  )
}

function isAsked(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = `
    <form id="search"><input name="q"><button id="find"></button></form>
    <form id="details" method="post" data-unsaved>
      <textarea></textarea><button id="save"></button><button id="bin" form="into-bin"></button>
    </form>
    <form id="into-bin" method="post"></form>`
})

afterEach(() => vi.useRealTimers())

function type(): void {
  element('textarea').dispatchEvent(new Event('input', { bubbles: true }))
}

it('what was typed is asked for before the page is left by another form, and not once it is sent', () => {
  expect(isAsked()).toBe(false)
  type()
  submit('#search', '#find')
  expect(isAsked()).toBe(true)
  submit('#details', '#save')
  expect(isAsked()).toBe(false)
})

it('whoever stays may send later what they asked for', () => {
  type()
  submit('#into-bin', '#bin')
  expect(isAsked()).toBe(true)
  // Whoever leaves waits for the answer.
  vi.advanceTimersByTime(2000)
  expect(submit('#into-bin', '#bin')).toBe(false)

  vi.advanceTimersByTime(2000)
  expect(element('#bin').hasAttribute('aria-busy')).toBe(false)
  expect(submit('#into-bin', '#bin')).toBe(true)
})
