import { fileURLToPath } from 'node:url'

const storage = fileURLToPath(new URL('../scripts/player/storage.ts', import.meta.url))

/**
 * Mends vidstack where it breaks in our pages. The content security policy allows no style attribute, so those of its templates go;
 * what they said stands in web/styles/player.css. In the frame of another site a browser may refuse to name localStorage at all, so
 * it is asked through ours.
 */
export function plainPlayer() {
  return {
    name: 'kinora-plain-player',
    transform(code, id) {
      if (!id.includes('/node_modules/vidstack/')) return
      let plain = code.replace(/ style="(?:pointer-events: none|max-width: unset);"/g, '')
      if (/\blocalStorage\b/.test(plain)) {
        plain = `import { storage as kinoraStorage } from ${JSON.stringify(storage)};\n${plain.replace(/\blocalStorage\b/g, 'kinoraStorage')}`
      }
      return plain === code ? undefined : { code: plain, map: null }
    },
  }
}
