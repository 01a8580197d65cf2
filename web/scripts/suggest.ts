/** What the server says may be meant. */
interface Suggestion {
  kind: 'word' | 'title' | 'person'
  text: string
  path: string
}

const patience = 120
const kinds = { word: '', title: 'Video', person: 'Person' }

let lists = 0

/**
 * A field with data-suggest="/address" offers what may be meant while one types: arrows choose, Enter goes there, Escape closes.
 * Without it the field is one of a form like any other.
 */
export function suggestWhileTyping(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-suggest]:not([role])')) wire(input)
}

function wire(input: HTMLInputElement): void {
  const list = document.createElement('div')
  list.id = `suggestions-${++lists}`
  list.className = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  list.hidden = true
  input.after(list)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-controls', list.id)

  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined
  let offered: Suggestion[] = []
  let chosen = -1

  function close(): void {
    clearTimeout(timer)
    asked?.abort()
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    choose(-1)
  }

  function choose(index: number): void {
    chosen = index
    list.querySelectorAll('[role=option]').forEach((option, each) => {
      option.setAttribute('aria-selected', String(each === index))
    })
    if (index < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', `${list.id}-${index}`)
  }

  function show(suggestions: Suggestion[]): void {
    offered = suggestions
    list.replaceChildren(...suggestions.map((each, index) => option(each, `${list.id}-${index}`)))
    list.hidden = suggestions.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    choose(-1)
  }

  async function ask(): Promise<void> {
    const typed = input.value.trim()
    asked?.abort()
    if (typed === '') return close()
    asked = new AbortController()
    try {
      const url = `${input.dataset['suggest'] ?? ''}?q=${encodeURIComponent(typed)}`
      const response = await fetch(url, { headers: { Accept: 'application/json' }, signal: asked.signal })
      if (!response.ok) return close()
      const answer = (await response.json()) as { items: Suggestion[] }
      if (document.activeElement === input && input.value.trim() === typed) show(answer.items)
    } catch {
      // Typed on, or the network is away: a suggestion less.
    }
  }

  function take(suggestion: Suggestion): void {
    close()
    if (suggestion.kind === 'word') {
      input.value = suggestion.text
      input.form?.requestSubmit()
    } else location.assign(suggestion.path)
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), patience)
  })
  input.addEventListener('keydown', (event) => {
    if (list.hidden) {
      if (event.key === 'ArrowDown' && input.value.trim() !== '') void ask()
      return
    }
    const last = offered.length - 1
    const picked = offered[chosen]
    if (event.key === 'ArrowDown') choose(chosen === last ? -1 : chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen < 0 ? last : chosen - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && picked) take(picked)
    else return
    event.preventDefault()
  })
  input.addEventListener('blur', close)
  // Before the field loses the focus and closes the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const found = event.target instanceof Element ? event.target.closest('[role=option]') : null
    const suggestion = found ? offered[[...list.children].indexOf(found)] : undefined
    if (suggestion) take(suggestion)
  })
}

function option(suggestion: Suggestion, id: string): HTMLElement {
  const row = document.createElement('div')
  row.id = id
  row.className = 'suggestion'
  row.setAttribute('role', 'option')
  row.setAttribute('aria-selected', 'false')
  const text = document.createElement('span')
  text.textContent = suggestion.text
  row.append(text)
  if (kinds[suggestion.kind]) {
    const kind = document.createElement('span')
    kind.className = 'suggestion-kind'
    kind.textContent = kinds[suggestion.kind]
    row.append(kind)
  }
  return row
}
