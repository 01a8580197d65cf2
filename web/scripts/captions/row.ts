/** A row of the list, with nothing in it yet. */
export function made(id: number): HTMLElement {
  const row = document.createElement('li')
  row.className = 'cue'
  row.dataset['cue'] = String(id)
  const play = document.createElement('button')
  play.type = 'button'
  play.className = 'cue-play number'
  play.dataset['number'] = ''
  const problem = document.createElement('p')
  problem.className = 'problem'
  problem.id = `cue-problem-${id}`
  problem.dataset['problem'] = ''
  row.append(play, field('start'), field('end'), text(), problem)
  return row
}

/** The caption in whose row something happened. */
export function cueOf({ target }: Pick<Event, 'target'>): number | undefined {
  const row = target instanceof Element && target.closest<HTMLElement>('[data-cue]')
  return row ? Number(row.dataset['cue']) : undefined
}

/** What a row's fields are called for who does not see them side by side. */
export function name(row: HTMLElement, number: number): void {
  row.querySelector('[data-number]')?.setAttribute('aria-label', `Play caption ${number}`)
  row.querySelector('[data-start]')?.setAttribute('aria-label', `Begin of caption ${number}`)
  row.querySelector('[data-end]')?.setAttribute('aria-label', `End of caption ${number}`)
  row.querySelector('[data-text]')?.setAttribute('aria-label', `Text of caption ${number}`)
}

function field(which: 'start' | 'end'): HTMLInputElement {
  const input = document.createElement('input')
  input.className = 'number cue-time'
  input.dataset[which] = ''
  input.autocomplete = 'off'
  input.spellcheck = false
  return input
}

function text(): HTMLTextAreaElement {
  const area = document.createElement('textarea')
  area.className = 'cue-text'
  area.rows = 2
  area.dataset['text'] = ''
  return area
}
