import { expect, test } from 'vitest'
import { likeliestFirst, type Film } from '../scripts/player/film'

function order(languages: string[], language: string | null, watching: string[]): string[] {
  const captions = languages.map((each) => ({ src: '', language: each, label: each, shown: false }))
  return likeliestFirst({ captions, language } as unknown as Film, watching).map((each) => each.language)
}

test('captions in a language of whoever watches come first, then those of the film', () => {
  expect(order(['de', 'en', 'ru', 'tr'], 'tr', ['en-US', 'en'])).toEqual(['en', 'tr', 'de', 'ru'])
  expect(order(['de', 'en', 'tr'], 'tr', ['fr'])).toEqual(['tr', 'de', 'en'])
  expect(order(['de', 'pt-BR'], null, ['pt-PT'])).toEqual(['pt-BR', 'de'])
  expect(order(['de', 'en'], null, [])).toEqual(['de', 'en'])
})
