// Templates are made into Java again with each build. What is as it was keeps its time, so that nothing is compiled anew for it.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'target')
const made = join(target, 'generated-sources', 'jte')
const kept = join(target, 'jte-kept')

for (const entry of readdirSync(made, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const file = join(entry.parentPath, entry.name)
  const copy = join(kept, file.slice(made.length))
  if (existsSync(copy) && readFileSync(copy).equals(readFileSync(file))) {
    const { atime, mtime } = statSync(copy)
    utimesSync(file, atime, mtime)
  } else {
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(file, copy)
    const { atime, mtime } = statSync(file)
    utimesSync(copy, atime, mtime)
  }
}
