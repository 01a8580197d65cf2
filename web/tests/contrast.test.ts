import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('styles/tokens.css', 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0)
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

function pair(text: string, ground: string, theme: 'light' | 'dark'): number {
  return contrast(tokens.get(text)?.[theme] ?? '', tokens.get(ground)?.[theme] ?? '')
}

const grounds = ['paper', 'surface', 'sunken']
const washes = ['accent-wash', 'good-wash', 'warn-wash', 'bad-wash']
const texts: [string, string][] = [
  ...['ink', 'muted', 'accent', 'accent-strong', 'good', 'warn', 'bad'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...washes.map((wash): [string, string] => ['ink', wash]),
  ['accent-strong', 'accent-wash'],
  ['good', 'good-wash'],
  ['warn', 'warn-wash'],
  ['bad', 'bad-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-bad', 'bad'],
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(texts)('text in %s on %s is readable', (text, ground) => {
    expect(pair(text, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(grounds)('the edge of a control is seen on %s', (ground) => {
    expect(pair('edge', ground, theme)).toBeGreaterThanOrEqual(3)
  })
})
