import { storage } from './storage'

const lettersKey = 'kinora:letters'

/** Whether letters, digits and signs do something by themselves in this browser. */
export function areSingleKeysOn(): boolean {
  return storage.getItem(lettersKey) !== 'no'
}

export function switchSingleKeys(on: boolean): void {
  storage.setItem(lettersKey, on ? 'yes' : 'no')
}
