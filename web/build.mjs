// Builds the front end when it is stale. Maven runs it as `node web/build.mjs` from the repository root.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = dirname(fileURLToPath(import.meta.url))
const target = join(web, '../target')
const installStamp = join(web, 'node_modules/.kinora-lock')
const buildStamp = join(target, 'web-build.stamp')
const manifest = join(target, 'classes/assets-manifest.json')

const notBuiltFrom = new Set(['node_modules', 'tests'])

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notBuiltFrom.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? files(path) : [path]
    })
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    hash.update(path.slice(web.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function stampSays(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value
}

function run(what, advice, command, args) {
  try {
    execFileSync(command, args, { cwd: web, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  } catch (failure) {
    process.stderr.write(`${failure.stdout ?? ''}${failure.stderr ?? ''}`)
    console.error(`web: ${what} failed. ${advice}`)
    process.exit(1)
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`web: Node ${process.versions.node} is too old; install Node 20.19 or newer and try again.`)
  process.exit(1)
}

refuseOldNode()
const started = performance.now()
const did = []

const lock = fingerprint([join(web, 'package-lock.json')])
if (!stampSays(installStamp, lock)) {
  run(
    'npm ci',
    'Check that this machine reaches the npm registry, then run the same command again.',
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund'],
  )
  writeFileSync(installStamp, lock)
  did.push('installed the npm packages')
}

const sources = fingerprint(files(web))
if (!existsSync(manifest) || !stampSays(buildStamp, sources)) {
  run('vite build', 'The lines above name the file and the line to mend.', process.execPath, [
    join(web, 'node_modules/vite/bin/vite.js'),
    'build',
    '--logLevel',
    'warn',
  ])
  mkdirSync(target, { recursive: true })
  writeFileSync(buildStamp, sources)
  did.push('built scripts and styles')
}

const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(did.length ? `web: ${did.join(' and ')} in ${seconds} s` : 'web: fresh')
