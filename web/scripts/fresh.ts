/**
 * An element with data-refresh="/address" is fetched again from there every data-refresh-seconds, and whenever a live event
 * reaches it; without seconds by events alone. What has not changed stays as it is: the focus, what is open, where one has
 * scrolled to, and a dialog that is open; so does what carries data-keeps, which an island fills. Once data-settled is in it, it
 * is not fetched again. It rests while nobody looks, while somebody types in it and while a form is on its way. What may have
 * changed is told by "refreshed".
 */
export function keepFresh(root: ParentNode, enhance: (root: ParentNode) => void): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-refresh]:not([data-refresh-state])')) {
    keep(element, enhance)
  }
}

/** As often as events may make it fetch. */
const shortest = 500
const longest = 60_000

function keep(element: HTMLElement, enhance: (root: ParentNode) => void): void {
  const usual = Number(element.dataset['refreshSeconds'] ?? 0) * 1000
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = performance.now()
  let fetching = false
  element.dataset['refreshState'] = 'fresh'

  function next(wait: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), wait)
  }

  function rest(): void {
    if (element.querySelector('[data-settled]')) return
    if (failures > 0) next(Math.min(longest, Math.max(usual, 2000) * 2 ** failures))
    else if (usual > 0) next(usual)
  }

  async function look(): Promise<void> {
    if (!element.isConnected) return
    if (fetching) return next(shortest)
    if (isBusy(element)) return next(Math.max(usual, shortest))
    fetching = true
    try {
      const response = await fetch(element.dataset['refresh'] ?? '', { headers: { Accept: 'text/html' } })
      if (response.redirected || response.status === 404) return location.reload()
      if (!response.ok) throw new Error(String(response.status))
      const html = await response.text()
      if (!isBusy(element)) {
        become(element, html)
        enhance(element)
        element.dispatchEvent(new CustomEvent('refreshed', { bubbles: true }))
      }
      failures = 0
      element.dataset['refreshState'] = 'fresh'
    } catch {
      failures++
      if (failures > 1) element.dataset['refreshState'] = 'stale'
    } finally {
      fetching = false
      last = performance.now()
      rest()
    }
  }

  for (const event of ['live:job', 'live:video', 'live:reset']) {
    element.addEventListener(event, () => next(Math.max(0, last + shortest - performance.now())))
  }
  // What was kept only because it lay open may have changed or gone.
  element.addEventListener('close', () => next(0), true)
  rest()
}

function isBusy(element: HTMLElement): boolean {
  return (
    document.visibilityState === 'hidden' ||
    document.querySelector('form[data-sent]') !== null ||
    isTypedInto(element)
  )
}

/** A box that was ticked keeps the focus, and what it says, whatever changes around it. */
function isTypedInto(element: HTMLElement): boolean {
  const field = document.activeElement
  return (
    element.contains(field) &&
    field?.matches('textarea, input:not([type=checkbox]):not([type=radio])') === true
  )
}

function become(element: HTMLElement, html: string): void {
  const mould = document.createElement('template')
  mould.innerHTML = html
  matchChildren(element, mould.content)
}

/** Makes the one like the other, node by node, and leaves alone what is alike. */
function matchChildren(from: Node, to: Node): void {
  let old = from.firstChild
  for (const wanted of [...to.childNodes]) {
    const same = alikeFrom(old, wanted)
    if (same) {
      removeUpTo(old, same)
      match(same, wanted)
      old = same.nextSibling
    } else {
      from.insertBefore(wanted, old)
    }
  }
  removeUpTo(old, null)
}

/** What has a name is known again further on too: what came before it, if only white space, may be gone. */
function alikeFrom(old: Node | null, wanted: Node): Node | null {
  if (old && isAlike(old, wanted)) return old
  if (!(wanted instanceof Element) || !wanted.id) return null
  for (let next = old; next; next = next.nextSibling) if (isAlike(next, wanted)) return next
  return null
}

function removeUpTo(first: Node | null, end: Node | null): void {
  for (let old = first; old && old !== end;) {
    const gone = old
    old = old.nextSibling
    if (!holdsOpenDialog(gone)) gone.parentNode?.removeChild(gone)
  }
}

function isAlike(one: Node, other: Node): boolean {
  if (one.nodeName !== other.nodeName) return false
  return !(one instanceof Element) || !(other instanceof Element) || one.id === other.id
}

function holdsOpenDialog(node: Node): boolean {
  return (
    node instanceof Element && (node.matches('dialog[open]') || node.querySelector('dialog[open]') !== null)
  )
}

function match(from: Node, to: Node): void {
  if (!(from instanceof Element) || !(to instanceof Element)) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue
    return
  }
  if (from instanceof HTMLDialogElement && from.open) return
  if (from.hasAttribute('data-keeps') && to.hasAttribute('data-keeps')) return
  // The words of a time are told anew from the moment it names; only another moment is a change.
  if (from instanceof HTMLTimeElement && from.getAttribute('datetime') === to.getAttribute('datetime')) return
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !(name === 'open' && from instanceof HTMLDetailsElement))
      from.removeAttribute(name)
  }
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  }
  matchChildren(from, to)
}
