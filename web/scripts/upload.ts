/** On the page for uploads; what it needs is fetched there alone. */
export function openTheUploads(): void {
  const desk = document.querySelector<HTMLElement>('[data-upload]')
  if (desk) void import('./upload/desk').then(({ open }) => open(desk))
}
