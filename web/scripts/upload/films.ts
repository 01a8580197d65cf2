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
}

export function wasLeftOut(files: number): string {
  return files === 1
    ? 'One file of the folder is no film and was left out.'
    : `${files} files of the folder are no films and were left out.`
}

/** Of what somebody chose a folder's films; of single files all, for they meant them. */
export function ofInput(files: FileList | null): Found {
  const all = [...(files ?? [])]
  const kept = all.filter((file) => !file.webkitRelativePath || looksLikeFilm(file))
  return { files: kept, leftOut: all.length - kept.length }
}

/** What was dropped, folders walked through. The entries must be asked for before anything is waited for. */
export async function ofDrop(transfer: DataTransfer): Promise<Found> {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files]
  const found: Found = { files: [], leftOut: 0 }
  for (const [at, entry] of entries.entries()) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, found)
    else if (entry) found.files.push(await file(entry as FileSystemFileEntry))
    else if (plain[at]) found.files.push(plain[at])
  }
  return found
}

async function walk(folder: FileSystemDirectoryEntry, found: Found): Promise<void> {
  const reader = folder.createReader()
  for (;;) {
    // A browser hands out a hundred at a time, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (some.length === 0) return
    for (const entry of some) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, found)
      else take(await file(entry as FileSystemFileEntry), found)
    }
  }
}

function take(candidate: File, found: Found): void {
  if (looksLikeFilm(candidate)) found.files.push(candidate)
  else found.leftOut++
}

function file(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, fail) => entry.file(done, fail))
}
