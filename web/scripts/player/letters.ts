const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML has it, so that it is read as its letters, also within quotes. */
export function letters(text: unknown): string {
  return String(text).replace(/[&<>"]/g, (sign) => references[sign] ?? sign)
}
