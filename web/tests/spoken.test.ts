import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainPlayer } from '../build/plain-player.mjs'

const hostile = '&lt;meta http-equiv=refresh content="0;url=/elsewhere"&gt;&lt;img src=x onerror=alert(1)&gt;'

/** What a page has of it once it is built. */
async function built(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [plainPlayer()],
    build: {
      write: false,
      minify: false,
      rollupOptions: { output: { codeSplitting: false } },
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'] },
    },
  })
  const [bundle] = made as Rollup.RollupOutput[]
  return bundle!.output[0].code
}

describe('captions in the player', () => {
  let render: (cue: { text: string; startTime: number; endTime: number }) => string
  beforeAll(async () => {
    const code = await built('../node_modules/media-captions/dist/prod.js')
    const made = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    )) as Record<string, typeof render>
    render = made['renderVTTCueString']!
  }, 60_000)

  const shown = (text: string) => {
    const place = document.createElement('div')
    place.innerHTML = render({ text, startTime: 0, endTime: 10 })
    return place
  }

  it.each([
    ['List&lt;String&gt; &amp; &lt;b&gt;bold&lt;/b&gt;', 'List<String> & <b>bold</b>'],
    ['&amp;lt;b&amp;gt; &amp;eacute;', '&lt;b&gt; &eacute;'],
    [hostile, '<meta http-equiv=refresh content="0;url=/elsewhere"><img src=x onerror=alert(1)>'],
  ])('are read as their letters: %s', (text, read) => {
    const place = shown(text)
    expect([place.textContent, place.childElementCount]).toEqual([read, 0])
  })

  it('keep their marks', () => {
    const place = shown('<i>One</i> <b>two</b> <v Ann &amp; Bob>three</v>\n<lang de>vier</lang>')
    expect(place.querySelector('i')?.textContent).toBe('One')
    expect(place.querySelector('[data-part=voice]')?.getAttribute('title')).toBe('Ann & Bob')
    expect(place.querySelector('[lang=de]')?.textContent).toBe('vier')
  })

  it.each([
    '<v a" class="x" id="y>z</v>',
    '<lang a" class="x" id="y>z</lang>',
    '<c.a"/class="x"/id="y>z</c>',
  ])('get no attributes by who speaks: %s', (text) => {
    const marked = shown(text).firstElementChild
    expect(marked?.textContent).toBe('z')
    expect([marked?.classList.contains('x'), marked?.hasAttribute('id')]).toEqual([false, false])
  })

  it('are not built where somebody else makes them HTML', async () => {
    await expect(built('../scripts/player/letters.ts')).rejects.toThrow('see who does')
  })

  it('are not built where they are made HTML in another way', () => {
    const { transform } = plainPlayer() as {
      transform(this: { error(sentence: string): never }, code: string, id: string): unknown
    }
    const refusing = {
      error: (sentence: string): never => {
        throw new Error(sentence)
      },
    }
    expect(() =>
      transform.call(
        refusing,
        'function renderVTTTokensString(tokens) {}',
        '/node_modules/media-captions/index.js',
      ),
    ).toThrow('does not stand once')
  })
})
