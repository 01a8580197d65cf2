import { describe, expect, it } from 'vitest'
import { Cues } from '../scripts/captions/cues'
import { Finding, occurrences, replaced } from '../scripts/captions/finding'

const wanted = (words: string, isCaseHeeded = false) => ({ words, isCaseHeeded })

describe('finding', () => {
  it('is of words as they are written, not of marks', () => {
    expect(occurrences('I like <i>it</i>', wanted('i'))).toBe(3)
    expect(occurrences('I like <i>it</i>', wanted('i', true))).toBe(2)
    expect([occurrences('a.b', wanted('.')), occurrences('a', wanted(''))]).toEqual([1, 0])
    expect(replaced('Mr. <b>b</b> (B)', wanted('b'), '$&')).toBe('Mr. <b>$&</b> ($&)')
  })

  it('tells how often, and replaces all in one step', () => {
    document.body.innerHTML =
      '<dialog><input id="cue-find"><input id="cue-by"><input id="cue-case" type="checkbox"><p data-found></p><button type="submit"></button></dialog>'
    const dialog = document.body.firstElementChild as HTMLElement
    const cues = new Cues()
    const cue = (text: string) => ({ start: 0, end: 1000, settings: '', text })
    cues.load([cue('Kinoro and kinoro'), cue('none'), cue('Kinoro')])
    const said: string[] = []
    new Finding(dialog, cues, (sentence) => said.push(sentence))
    const write = (id: string, text: string) => {
      const field = dialog.querySelector<HTMLInputElement>(id)!
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }

    write('#cue-find', 'absent')
    expect(dialog.querySelector('[data-found]')?.textContent).toBe('Not found.')
    expect(dialog.querySelector('button')?.disabled).toBe(true)
    write('#cue-find', 'kinoro')
    expect(dialog.querySelector('[data-found]')?.textContent).toBe('Found 3 times in 2 captions.')
    write('#cue-by', 'Kinora')
    dialog.dispatchEvent(new Event('submit'))

    expect(said).toEqual(['Replaced 3 times.'])
    expect(cues.list.map(({ text }) => text)).toEqual(['Kinora and Kinora', 'none', 'Kinora'])
    cues.undo()
    expect([cues.list[0]?.text, cues.canUndo]).toEqual(['Kinoro and kinoro', false])
  })
})
