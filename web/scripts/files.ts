/** A file that is empty, or beyond the limit of its input, is refused before it travels: the server could only say so after all of it. */
export function refuseUselessFiles(): void {
  document.addEventListener('change', (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.dataset['mostBytes'] === undefined) return
    const sentence = fault([...(input.files ?? [])], Number(input.dataset['mostBytes']))
    input.setCustomValidity(sentence)
    if (sentence !== '') input.reportValidity()
  })
}

function fault(files: readonly File[], most: number): string {
  const empty = files.find(({ size }) => size === 0)
  if (empty) return `“${empty.name}” is empty. Choose another file.`
  const largest = Math.max(0, ...files.map(({ size }) => size))
  return largest > most ? tooLarge(largest, most) : ''
}

function tooLarge(size: number, most: number): string {
  const megabytes = (bytes: number) => (bytes / (1 << 20)).toFixed(bytes % (1 << 20) === 0 ? 0 : 1)
  return `This file has ${megabytes(size)} MB; ${megabytes(most)} MB are the most. Choose a smaller one.`
}
