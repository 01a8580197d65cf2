// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sprite } from '../build/still-assets.mjs'

const listed = readFileSync('icons.txt', 'utf8').split('\n').filter(Boolean)

function sources(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

it('the sprite holds each listed icon once', () => {
  const ids = [...sprite('.').matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id)

  expect(ids).toEqual([...new Set(listed)])
})

it('every icon that a template names is in the sprite', () => {
  const used = sources('../src/main/jte', '.jte').flatMap((template) =>
    [...template.matchAll(/\bicon\(name = "([^"]+)"\)|\bicon = "([^"]+)"/g)].map(
      ([, one, other]) => one ?? other,
    ),
  )

  expect(used).not.toHaveLength(0)
  expect(used.filter((name) => !listed.includes(name ?? ''))).toEqual([])
})
