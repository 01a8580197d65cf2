import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Emits what is not imported by any script: the icon sprite and every file of web/stills (favicons, pictures).
 * The server finds all of them, hashed, through assets-manifest.json.
 */
export function stillAssets(root) {
  let outDir
  return {
    name: 'kinora-still-assets',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    buildStart() {
      this.emitFile({ type: 'asset', name: 'icons.svg', originalFileName: 'icons.svg', source: sprite(root) })
      for (const name of readdirSync(join(root, 'stills'))) {
        const source = readFileSync(join(root, 'stills', name))
        this.emitFile({ type: 'asset', name, originalFileName: `stills/${name}`, source })
      }
    },
    writeBundle() {
      // Beside the served files, not among them.
      renameSync(join(outDir, 'manifest.json'), join(outDir, '../../assets-manifest.json'))
    },
  }
}

/** One sprite with the Lucide icons that icons.txt names. */
export function sprite(root) {
  const names = readFileSync(join(root, 'icons.txt'), 'utf8').split('\n').filter(Boolean)
  const symbols = names.map((name) => {
    const svg = readFileSync(join(root, `node_modules/lucide-static/icons/${name}.svg`), 'utf8')
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`
}
