export type Act =
  | 'save'
  | 'undo'
  | 'redo'
  | 'split'
  | 'merge'
  | 'rename'
  | 'before'
  | 'next'
  | 'play'
  | 'toggle'
  | 'earlier'
  | 'later'
  | 'muchEarlier'
  | 'muchLater'
  | 'here'
  | 'back'
  | 'forward'
  | 'muchBack'
  | 'muchForward'
  | 'accept'
  | 'acceptAll'
  | 'reject'
  | 'nextProposal'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'help'

const plain: Record<string, Act> = {
  s: 'split',
  m: 'merge',
  backspace: 'merge',
  delete: 'merge',
  enter: 'rename',
  f2: 'rename',
  arrowup: 'before',
  arrowdown: 'next',
  arrowleft: 'muchBack',
  arrowright: 'muchForward',
  p: 'play',
  ' ': 'toggle',
  b: 'here',
  ',': 'back',
  '.': 'forward',
  a: 'accept',
  x: 'reject',
  n: 'nextProposal',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  w: 'fit',
  '?': 'help',
}

const withShift: Record<string, Act> = {
  arrowleft: 'muchEarlier',
  arrowright: 'muchLater',
  a: 'acceptAll',
  '+': 'zoomIn',
  '?': 'help',
}

const withControl: Record<string, Act> = { s: 'save', z: 'undo', y: 'redo' }

/** What a key does in the editor; nothing for all others. */
export function actOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): Act | undefined {
  const name = key.toLowerCase()
  if (ctrlKey || metaKey) {
    if (altKey) return undefined
    return shiftKey ? (name === 'z' ? 'redo' : undefined) : withControl[name]
  }
  if (altKey) return name === 'arrowleft' ? 'earlier' : name === 'arrowright' ? 'later' : undefined
  return shiftKey ? withShift[name] : plain[name]
}

/** An edge that has the focus is moved as a slider is. */
export function actOnEdge({
  key,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
  target,
}: KeyboardEvent): Act | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey) return undefined
  if (!(target instanceof Element) || !target.closest('[data-edge]')) return undefined
  return key === 'ArrowLeft' ? 'earlier' : key === 'ArrowRight' ? 'later' : undefined
}

/** Whether somebody writes there, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]') !== null
  )
}

/** Whether the player itself knows what to do with it, once one is in there. */
export function isOfPlayer(target: EventTarget | null, act: Act): boolean {
  const isKnown = act === 'toggle' || act === 'muchBack' || act === 'muchForward'
  return isKnown && target instanceof Element && target.closest('media-player') !== null
}

/** Whether the key is what presses or moves the thing that has the focus. */
export function isItsOwn(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('button, a, summary')) return key === 'Enter' || key === ' '
  if (target.closest('input[type=range]')) return key.startsWith('Arrow')
  return false
}
