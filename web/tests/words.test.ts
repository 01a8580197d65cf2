import { describe, expect, it } from 'vitest'
import { sentence } from '../scripts/refusals'
import { relative, tellTimes } from '../scripts/times'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

describe('a time', () => {
  it.each([
    [0, 'just now'],
    [44, 'just now'],
    [45, '1 min ago'],
    [300, '5 min ago'],
    [3600, '1 h ago'],
    [7200, '2 h ago'],
    [86_400, '1 day ago'],
    [3 * 86_400, '3 days ago'],
    [-600, 'in 10 min'],
    [-5, 'in a moment'],
  ])('%i seconds old reads %s', (seconds, words) => {
    expect(relative(ago(seconds), now)).toBe(words)
  })

  it('more than a week old is a date', () => {
    expect(relative(ago(10 * 86_400), now, 'en-GB')).toBe('11 Nov 2026')
  })

  it('that cannot be read is left as the server wrote it', () => {
    document.body.innerHTML = '<time data-relative datetime="soon">soon</time>'

    tellTimes(document, now)

    expect(document.body.textContent).toBe('soon')
  })
})

describe('a refused request', () => {
  it('of a known kind says what to do', () => {
    expect(sentence(409, null)).toContain('Reload the page')
  })

  it('that failed in the server names its number', () => {
    expect(sentence(500, 'r-1')).toContain('r-1')
    expect(sentence(500, null)).toBe('Something failed on the server.')
  })
})
