import { markOf } from './mark'
import { Transfer } from './transfer'
import { Pace, progress, size } from './words'

/** One file on its way to a video that has one already. */
export async function send(form: HTMLFormElement, file: File): Promise<void> {
  const bar = one(form, '[data-replaces-progress]')
  const refused = one(form, '[data-replaces-refused]')
  const button = one<HTMLButtonElement>(form, 'button[type=submit]')
  const largest = Number(form.dataset['largest'] ?? 0)
  const pace = new Pace()

  function tell(why: string): void {
    refused.textContent = why
    refused.hidden = why === ''
  }

  if (largest > 0 && file.size > largest) return tell(`A file may have ${size(largest)} at most.`)
  tell('')
  button.disabled = true
  bar.hidden = false
  const transfer = new Transfer(
    file,
    await markOf(file),
    {
      changed({ stage, sent, why }) {
        pace.reached(sent)
        const share = file.size ? Math.floor((100 * sent) / file.size) : 0
        one<HTMLProgressElement>(bar, 'progress').value = share
        one(bar, '.progress-share').textContent = `${share} %`
        one(bar, '.progress-note').textContent =
          stage === 'waiting' ? why : progress(sent, file.size, pace.rate())
        if (stage === 'refused') {
          tell(why)
          bar.hidden = true
          button.disabled = false
        }
        // What becomes of it from here on stands above, and is fetched again while one looks.
        if (stage === 'done') location.reload()
      },
      named: () => undefined,
      title: () => undefined,
    },
    undefined,
    form.dataset['replaces'],
  )
  transfer.start()
}

function one<E extends HTMLElement = HTMLElement>(root: HTMLElement, selector: string): E {
  const found = root.querySelector<E>(selector)
  if (!found) throw new Error(`${selector} is missing`)
  return found
}
