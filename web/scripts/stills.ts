/** A form with data-chooses is sent by a click on one of its pictures; whoever goes through them by keyboard sends it by its button. */
export function chooseAtOnce(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-chooses]:not([data-ready])')) {
    form.dataset['ready'] = ''
    form.addEventListener('click', ({ target, detail }) => {
      // An arrow key clicks too, without having clicked anywhere.
      if (detail > 0 && target instanceof HTMLInputElement && target.type === 'radio') form.requestSubmit()
    })
  }
}

/** A form with data-still="/address" shows what the film shows at the second that is chosen, and a slider to choose it by. */
export function showStills(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLElement>('[data-still]:not([data-ready])')) {
    const place = form.querySelector<HTMLElement>('[data-still-place]')
    const image = place?.querySelector('img')
    const sliding = form.querySelector<HTMLElement>('[data-still-slider]')
    const slider = sliding?.querySelector('input')
    const second = form.querySelector<HTMLInputElement>('[name="second"]')
    if (!place || !image || !sliding || !slider || !second) continue
    form.dataset['ready'] = ''
    place.hidden = false
    sliding.hidden = false

    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (wait: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        place.setAttribute('aria-busy', 'true')
        image.src = `${form.dataset['still']}?second=${encodeURIComponent(second.value.trim())}`
      }, wait)
    }
    const settled = () => place.removeAttribute('aria-busy')
    image.addEventListener('load', settled)
    image.addEventListener('error', settled)
    slider.addEventListener('input', () => {
      second.value = slider.value
      look(150)
    })
    second.addEventListener('input', () => {
      slider.value = second.value.replace(',', '.')
      look(400)
    })
    look(0)
  }
}
