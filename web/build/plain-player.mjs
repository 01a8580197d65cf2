/**
 * Takes the style attributes out of the templates of vidstack: the content security policy allows none. What they said stands in
 * web/styles/player.css.
 */
export function plainPlayer() {
  return {
    name: 'kinora-plain-player',
    transform(code, id) {
      if (!id.includes('/node_modules/vidstack/')) return
      const plain = code.replace(/ style="(?:pointer-events: none|max-width: unset);"/g, '')
      return plain === code ? undefined : { code: plain, map: null }
    },
  }
}
