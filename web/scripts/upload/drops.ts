import { ofDrop, type Found } from './films'

/** Anywhere on the page: who misses the zone would leave the page for the film. */
export function catchDrops(zone: HTMLElement, take: (found: Found) => void): void {
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    zone.dataset['over'] = ''
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete zone.dataset['over']
  })
  addEventListener('drop', (event) => {
    delete zone.dataset['over']
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    void ofDrop(event.dataTransfer).then(take)
  })
}
