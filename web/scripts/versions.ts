/** What If-Match names. Taken from the body: proxies that compress change ETags, and some drop them. */
export function versionOf({ updatedAt }: { updatedAt: string }): string {
  return `"${updatedAt}"`
}
