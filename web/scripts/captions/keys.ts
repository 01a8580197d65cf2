import { isWriting } from '../chapters/keys'
import { areSingleKeysOn } from '../player/single'

/** What a key does in the editor; nothing for all others. */
export function actOf(event: KeyboardEvent): string | undefined {
  const { key, altKey, shiftKey } = event
  if (altKey) return key === 'Enter' ? 'add' : undefined
  if (!event.ctrlKey && !event.metaKey)
    return key === '?' && !isWriting(event.target) && areSingleKeysOn() ? 'help' : undefined
  switch (key.toLowerCase()) {
    case 's':
      return 'save'
    case 'z':
      return shiftKey ? 'redo' : 'undo'
    case 'y':
      return 'redo'
    case 'enter':
      return 'split'
    case 'm':
      return 'join'
    case 'backspace':
      return shiftKey ? 'remove' : undefined
    case 'arrowup':
      return 'before'
    case 'arrowdown':
      return 'next'
    case ',':
      return 'begin'
    case '.':
      return 'end'
    case ' ':
      return 'play'
    default:
      return undefined
  }
}

/** How far a key moves the edge that has the focus, in milliseconds; nothing for all others. */
export function nudgeOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): number | undefined {
  if (altKey || ctrlKey || metaKey) return undefined
  const by = shiftKey ? 1000 : 100
  return key === 'ArrowLeft' ? -by : key === 'ArrowRight' ? by : undefined
}
