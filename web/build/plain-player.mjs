import { fileURLToPath } from 'node:url'

const here = (path) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))
const nativeSource = 'this.appendSource(src, "application/x-mpegurl");'
/** Where media-captions makes HTML of a caption, and what stands there instead. */
const spoken = [
  ['result += token.data;', 'result += kinoraLetters(token.data);'],
  ['${v[1] === true ? "" : v[1]}"`', '${v[1] === true ? "" : kinoraLetters(v[1])}"`'],
]

/**
 * Mends vidstack, and what it shows captions with, where they break in our pages.
 * - The content security policy allows no style attribute, so those of its templates go; what they said stands in
 *   web/styles/player.css.
 * - In the frame of another site a browser may refuse to name localStorage at all, so it is asked through ours.
 * - For AirPlay a stream is given to the element as a source too. A browser that plays HLS by itself began with it until hls.js took
 *   the element over, and then forgot that it was to play and which qualities there are; so the source waits for hls.js.
 * - The words of a caption were taken for HTML: they are shown as their letters, and so is who speaks.
 */
export function plainPlayer() {
  let isSpokenPlainly = false
  return {
    name: 'kinora-plain-player',
    transform(code, id) {
      if (id.includes('/node_modules/media-captions/')) {
        if (!code.includes('function renderVTTTokensString(')) return
        isSpokenPlainly = true
        return { code: spokenPlainly(code, (sentence) => this.error(`${sentence} ${id}.`)), map: null }
      }
      if (!id.includes('/node_modules/vidstack/')) return
      let plain = code.replace(/ style="(?:pointer-events: none|max-width: unset);"/g, '')
      if (/\blocalStorage\b/.test(plain)) {
        const storage = here('../scripts/player/storage.ts')
        plain = `import { storage as kinoraStorage } from ${storage};\n${plain.replace(/\blocalStorage\b/g, 'kinoraStorage')}`
      }
      if (id.endsWith('/providers/vidstack-hls.js')) {
        if (!plain.includes(nativeSource)) this.error(`No source is given to the element in ${id} any more.`)
        plain = plain.replace(nativeSource, `if (this.instance) ${nativeSource}`)
      }
      return plain === code ? undefined : { code: plain, map: null }
    },
    generateBundle() {
      if (!isSpokenPlainly) this.error('Captions are not made HTML by media-captions any more; see who does.')
    },
  }
}

function spokenPlainly(code, refuse) {
  let plain = `import { letters as kinoraLetters } from ${here('../scripts/player/letters.ts')};\n${code}`
  for (const [from, to] of spoken) {
    if (plain.split(from).length !== 2) refuse(`${from} does not stand once in`)
    plain = plain.replace(from, () => to)
  }
  return plain
}
