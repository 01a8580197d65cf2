import { fileURLToPath } from 'node:url'

const storage = fileURLToPath(new URL('../scripts/player/storage.ts', import.meta.url))
const nativeSource = 'this.appendSource(src, "application/x-mpegurl");'

/**
 * Mends vidstack where it breaks in our pages.
 * - The content security policy allows no style attribute, so those of its templates go; what they said stands in
 *   web/styles/player.css.
 * - In the frame of another site a browser may refuse to name localStorage at all, so it is asked through ours.
 * - For AirPlay a stream is given to the element as a source too. A browser that plays HLS by itself began with it until hls.js took
 *   the element over, and then forgot that it was to play and which qualities there are; so the source waits for hls.js.
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
      if (id.endsWith('/providers/vidstack-hls.js')) {
        if (!plain.includes(nativeSource)) this.error(`No source is given to the element in ${id} any more.`)
        plain = plain.replace(nativeSource, `if (this.instance) ${nativeSource}`)
      }
      return plain === code ? undefined : { code: plain, map: null }
    },
  }
}
