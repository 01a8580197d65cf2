import { change, Refused, video, type Change } from './server'

/** What is said about a video while its bytes travel: kept until there is a video, then saved one change after another. */
export class Draft {
  private wish: Change = {}
  private version = ''
  private working: Promise<void> = Promise.resolve()

  /**
   * @param tell what became of it: a sentence, and whether it is bad news
   * @param known what the server calls it, where nobody has named it yet
   */
  constructor(
    private readonly tell: (sentence: string, bad: boolean) => void,
    private readonly known: (title: string, visibility: string, touched: Change) => void,
  ) {}

  private id: string | undefined

  get touched(): Change {
    return this.wish
  }

  set(wish: Change): void {
    this.wish = { ...this.wish, ...wish }
    this.save(wish)
  }

  /** From now on there is a video; another one, when the upload began anew. */
  belongsTo(id: string): void {
    if (this.id === id) return
    this.id = id
    this.working = this.working.then(async () => {
      try {
        const now = await video(id)
        this.version = now.version
        this.known(now.video.title, now.video.visibility, this.wish)
      } catch (failure) {
        if (this.id === id) this.complain(failure)
      }
    })
    this.save(this.wish)
  }

  /** There is none any more, and nothing about it to be saved or said. */
  belongsToNothing(): void {
    this.id = undefined
    this.tell('', false)
  }

  private save(wish: Change): void {
    const id = this.id
    if (id === undefined || Object.keys(wish).length === 0) return
    this.working = this.working.then(async () => {
      try {
        await this.send(id, wish)
        if (this.id === id) this.tell('Saved.', false)
      } catch (failure) {
        if (this.id === id) this.complain(failure)
      }
    })
  }

  /** A newer version is no reason to ask when what it changed is something else, such as how far the processing is. */
  private async send(id: string, wish: Change, again = true): Promise<void> {
    try {
      const now = await change(id, wish, this.version)
      this.version = now.version
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.status !== 412) throw failure
      const now = await video(id)
      this.version = now.version
      if (!again || failure.changed.some((field) => field in wish)) throw failure
      await this.send(id, wish, false)
    }
  }

  private complain(failure: unknown): void {
    const unreachable = 'This is not saved yet: the server does not answer. Change it once more when it does.'
    this.tell(failure instanceof Refused ? failure.message : unreachable, true)
  }
}
