import { beforeEach, describe, expect, it } from 'vitest'
import { estimate, tellStrength } from '../scripts/password'

describe('the estimate', () => {
  it.each([
    ['', 0, ''],
    ['short', 0, 'Too short: 5 more characters'],
    ['nine char', 0, 'Too short: 1 more character'],
    ['aaaaaaaaaaaa', 0, 'Too few different characters'],
  ])('of %j is %i', (password, score, words) => {
    expect(estimate(password)).toEqual({ score, words })
  })

  it.each(['Password123!', 'p@ssw0rd1234', 'qwertyuiop1', '1234567890a', 'iloveyou1998'])(
    'of %s is weak, as attackers try it first',
    (password) => {
      expect(estimate(password).score).toBeLessThanOrEqual(1)
    },
  )

  it('grows with every word', () => {
    const scores = ['harbour gull', 'harbour gull lamp', 'harbour gull lamp seven tide'].map(
      (password) => estimate(password).score,
    )

    expect(scores).toEqual([...scores].sort())
    expect(scores.at(-1)).toBe(4)
  })

  it('counts what people see as one character as one', () => {
    expect(estimate('🌊🌊🌊🌊🌊').words).toBe('Too short: 5 more characters')
  })
})

describe('the meter', () => {
  beforeEach(() => {
    document.body.innerHTML = '<input type="password" data-strength="">'
    tellStrength(document)
    tellStrength(document)
  })

  const type = (text: string) => {
    const input = document.querySelector('input')
    if (!input) throw new Error('no input')
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  it('stands once below the input and is silent until something is typed', () => {
    expect(document.querySelectorAll('.strength')).toHaveLength(1)
    expect(document.querySelector<HTMLElement>('.strength')?.hidden).toBe(true)
  })

  it('says in words what the bar shows', () => {
    type('harbour gull lamp seven tide')

    expect(document.querySelector('.strength [role=status]')?.textContent).toBe('Strong')
    expect(document.querySelector('meter')?.getAttribute('value')).toBe('4')

    type('')
    expect(document.querySelector<HTMLElement>('.strength')?.hidden).toBe(true)
  })
})
