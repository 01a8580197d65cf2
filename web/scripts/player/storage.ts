/** What this browser keeps of us, or nothing: in the frame of another site asking alone may be forbidden. */
export const storage = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  /** Answers whether it is kept. */
  setItem(key: string, value: string): boolean {
    try {
      localStorage.setItem(key, value)
      return true
    } catch {
      return false
    }
  },
  removeItem(key: string): void {
    try {
      localStorage.removeItem(key)
    } catch {
      // There is nothing to remove.
    }
  },
}
