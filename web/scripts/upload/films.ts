const endings =
  /\.(mp4|m4v|mov|qt|webm|mkv|avi|wmv|asf|flv|f4v|mpg|mpeg|m2v|mts|m2ts|ts|vob|mxf|ogv|ogg|3gp|3g2|dv)$/i

/** By its name or what the system says of it: a guess, made only for what lies about in folders. */
export function looksLikeFilm(file: { name: string; type: string }): boolean {
  return !file.name.startsWith('.') && (file.type.startsWith('video/') || endings.test(file.name))
}

export interface Found {
  files: File[]
  /** How many of a folder's files are no films. */
  leftOut: number
  /** How many files and folders could not be read. */
  unread: number
}

/** Empty where nothing was. */
export function wasLeftOut({ leftOut, unread }: Found): string {
  const noFilms =
    leftOut === 1
      ? 'One file of the folder is no film and was left out.'
      : `${leftOut} files of the folder are no films and were left out.`
  const noAccess =
    unread === 1
      ? 'One file or folder could not be read and was left out.'
      : `${unread} files or folders could not be read and were left out.`
  return [...(leftOut ? [noFilms] : []), ...(unread ? [noAccess] : [])].join(' ')
}

/** Of what somebody chose a folder's films; of single files all, for they meant them. */
export function ofInput(files: FileList | null): Found {
  const all = [...(files ?? [])]
  const kept = all.filter((file) => !file.webkitRelativePath || looksLikeFilm(file))
  return { files: kept, leftOut: all.length - kept.length, unread: 0 }
}

/** What was dropped, folders walked through. The entries must be asked for before anything is waited for. */
export async function ofDrop(transfer: DataTransfer): Promise<Found> {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files]
  const found: Found = { files: [], leftOut: 0, unread: 0 }
  for (const [at, entry] of entries.entries()) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, found)
    else if (entry) await open(entry as FileSystemFileEntry, found, () => true)
    else if (plain[at]) found.files.push(plain[at])
  }
  return found
}

async function walk(folder: FileSystemDirectoryEntry, found: Found): Promise<void> {
  const reader = folder.createReader()
  for (;;) {
    // A browser hands out a hundred at a time, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail)).catch(
      () => undefined,
    )
    if (!some) found.unread++
    if (!some?.length) return
    for (const entry of some) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, found)
      else await open(entry as FileSystemFileEntry, found, looksLikeFilm)
    }
  }
}

async function open(
  entry: FileSystemFileEntry,
  found: Found,
  isWanted: (file: File) => boolean,
): Promise<void> {
  try {
    const file = await new Promise<File>((done, fail) => entry.file(done, fail))
    if (isWanted(file)) found.files.push(file)
    else found.leftOut++
  } catch {
    found.unread++
  }
}
