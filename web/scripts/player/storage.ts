/** What a browser keeps of us, or nothing: in the frame of another site asking alone may be forbidden. */
const guarded = (place: () => Storage) => ({
  getItem(key: string): string | null {
    try {
      return place().getItem(key)
    } catch {
      return null
    }
  },
  /** Answers whether it is kept. */
  setItem(key: string, value: string): boolean {
    try {
      place().setItem(key, value)
      return true
    } catch {
      return false
    }
  },
  removeItem(key: string): void {
    try {
      place().removeItem(key)
    } catch {
      // There is nothing to remove.
    }
  },
})

export const storage = guarded(() => localStorage)

/** As long as the window is open. */
export const windowStorage = guarded(() => sessionStorage)
