import { expect, it } from 'vitest'
import { chooseAll } from '../scripts/choose'

it('rows that come or go while one looks are counted', () => {
  document.body.innerHTML =
    '<p data-choose-all="ids" hidden><input type="checkbox" id="all"><label for="all">All</label></p>' +
    '<ul><li><input type="checkbox" name="ids" checked></li><li><input type="checkbox" name="ids" checked></li></ul>'
  chooseAll(document)
  const all = document.querySelector<HTMLInputElement>('#all')!
  const list = document.querySelector('ul')!
  expect([all.checked, document.querySelector('label')!.textContent]).toEqual([true, '2 selected'])

  list.insertAdjacentHTML('afterbegin', '<li><input type="checkbox" name="ids"></li>')
  list.dispatchEvent(new CustomEvent('refreshed', { bubbles: true }))
  expect([all.checked, all.indeterminate]).toEqual([false, true])

  list.replaceChildren()
  list.dispatchEvent(new CustomEvent('refreshed', { bubbles: true }))
  expect([all.indeterminate, document.querySelector('label')!.textContent]).toEqual([false, 'All'])
})

it('what came chosen stays so when a refresh brings it without', () => {
  document.body.innerHTML =
    '<p data-choose-all="ids" hidden><input type="checkbox" id="all"><label for="all">All</label></p>' +
    '<input type="checkbox" name="ids" checked><input type="checkbox" name="ids">'
  chooseAll(document)
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[name=ids]')]

  for (const box of boxes) box.removeAttribute('checked')

  expect(boxes.map((box) => box.checked)).toEqual([true, false])
})
