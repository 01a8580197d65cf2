import { expect, it, vi } from 'vitest'
import { chooseAtOnce } from '../scripts/stills'

it('a click on a picture sends its form, and a key that goes to the next one does not', () => {
  document.body.innerHTML = `
    <form data-chooses><label><input type="radio" name="second" value="1"></label><button>Use it</button></form>`
  const form = document.querySelector('form')!
  const sent = vi.spyOn(form, 'requestSubmit').mockImplementation(() => undefined)
  const click = (detail: number) =>
    form.querySelector('input')!.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))
  chooseAtOnce(document)

  click(0)
  expect(sent).not.toHaveBeenCalled()
  click(1)
  expect(sent).toHaveBeenCalledOnce()
})
