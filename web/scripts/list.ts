import { bringIntoView } from './player/chapters'

/** The list beside a film shows where in it one is, also while there is no player yet. */
export function showPlaceInList(root: ParentNode): void {
  const box = root.querySelector<HTMLElement>('[data-list-items]')
  const current = box?.querySelector<HTMLElement>('[aria-current]')
  if (box && current) bringIntoView(box, current)
}
