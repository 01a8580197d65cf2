import type { Transfer } from './transfer'
import { progress, size, type Pace } from './words'

/** How far all of them together are; said of one alone by its own row. */
export function showTotal(whole: HTMLElement, sending: Transfer[], pace: Pace): void {
  const sent = sending.reduce((sum, each) => sum + each.sent, 0)
  const all = sending.reduce((sum, each) => sum + each.file.size, 0)
  const done = sending.filter((each) => each.stage === 'done').length
  whole.hidden = sending.length < 2
  const going = sending.some((each) => each.stage === 'going')
  if (going) pace.reached(sent)
  else pace.forget()
  const percent = all > 0 ? Math.floor((sent * 100) / all) : 0
  const rate = pace.rate()
  write(whole, '.progress-step', `${done} of ${sending.length} uploaded`)
  write(whole, '.progress-share', `${percent} %`)
  const bar = whole.querySelector('progress')
  if (bar) bar.value = percent
  write(
    whole,
    '.progress-note',
    done === sending.length
      ? size(all)
      : going && rate > 0
        ? progress(sent, all, rate)
        : `${size(sent)} of ${size(all)}`,
  )
}

function write(whole: HTMLElement, selector: string, text: string): void {
  const place = whole.querySelector(selector)
  if (place) place.textContent = text
}
