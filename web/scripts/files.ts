/** A file beyond the limit of its input is refused before it travels: the server could only say so after all of it. */
export function refuseLargeFiles(): void {
  document.addEventListener('change', (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.dataset['mostBytes'] === undefined) return
    const most = Number(input.dataset['mostBytes'])
    const largest = Math.max(0, ...[...(input.files ?? [])].map((file) => file.size))
    input.setCustomValidity(largest > most ? tooLarge(largest, most) : '')
    if (largest > most) input.reportValidity()
  })
}

function tooLarge(size: number, most: number): string {
  const megabytes = (bytes: number) => (bytes / (1 << 20)).toFixed(bytes % (1 << 20) === 0 ? 0 : 1)
  return `This file has ${megabytes(size)} MB; ${megabytes(most)} MB are the most. Choose a smaller one.`
}
