import { afterEach, expect, it, vi } from 'vitest'
import { tellZone } from '../scripts/zone'

afterEach(() => vi.restoreAllMocks())

it('the zone of the browser goes along with a form that asks for it', () => {
  const known = Intl.DateTimeFormat().resolvedOptions()
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    ...known,
    timeZone: 'Asia/Kolkata',
  })
  document.body.innerHTML =
    '<form><input type="hidden" name="timeZone" data-zone-here><input type="hidden" name="other"></form>'

  tellZone(document)

  expect([...document.querySelectorAll('input')].map((field) => field.value)).toEqual(['Asia/Kolkata', ''])
})
