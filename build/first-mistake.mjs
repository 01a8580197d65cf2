// Prints where the first mistake is that a build's output tells of, as file:line: what; nothing when it tells of none.
// Usage: node build/first-mistake.mjs LOG
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const log = readFileSync(process.argv[2], 'utf8').replace(/\x1b\[[\d;]*m/g, '')

const rules = [
  // A template's own grammar, as jte says it.
  [/Failed to \w+ (\S+\.jte), error at line (\d+): ([^\n]*)/, (file, line, what) => [`src/main/jte/${file}`, line, what]],
  // Java, or Java within a template; the symbol that is missing stands a line below.
  [/^\[ERROR\] (\S+\.java):\[(\d+),\d+\] ([^\n]*(?:\n +symbol:[^\n]*)?)/m, java],
  [/CssSyntaxError: (?:\[postcss\] )?(?:postcss-import: )?(\S+\.css):(\d+):\d+: ([^\n]*)/, (...found) => found],
  [/Unable to resolve `@import "([^"\n]+)"`[^]*?\[plugin vite:css\] (\S+\.css):/, imported],
  [/\n([^\n]+)\n\s*╭─\[ (\S+):(\d+):\d+ \]/, (what, file, line) => [`web/${file}`, line, what.replace(/^\[[^\]]*\] */, '')]],
]

function java(file, line, what) {
  const words = what.replace(/\n +symbol: +/, ': ')
  if (!file.includes('/generated-sources/jte/') || !existsSync(file)) return [file, line, words]
  const source = readFileSync(file, 'utf8')
  const template = /JTE_NAME = "([^"]+)"/.exec(source)[1]
  // For each line of the class the line of the template, counted from nought.
  const lines = /JTE_LINE_INFO = \{([^}]*)\}/.exec(source)[1].split(',')
  return [`src/main/jte/${template}`, Number(lines[line - 1]) + 1, words]
}

function imported(name, file) {
  const line = existsSync(file) ? readFileSync(file, 'utf8').split('\n').findIndex((each) => each.includes(name)) : -1
  return [file, line + 1, `there is no ${name} to import`]
}

const first = rules
  .map(([pattern, place]) => ({ found: pattern.exec(log), place }))
  .filter(({ found }) => found)
  .sort((a, b) => a.found.index - b.found.index)[0]

if (first) {
  const [file, line, what] = first.place(...first.found.slice(1))
  console.log(`${file.replace(`${root}/`, '')}:${line}: ${what.trim()}`)
}
