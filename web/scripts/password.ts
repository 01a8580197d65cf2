export interface Strength {
  /** 0 to 4, as the meter shows it. */
  score: number
  words: string
}

/** As the server has it; it alone decides. */
const shortest = 10

const common = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'zxcvbn',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'dragon',
  'monkey',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'master',
  'shadow',
  'superman',
  'login',
  'secret',
  'whatever',
  'trustno',
  'abc',
  'kinora',
  'hello',
  'summer',
  'winter',
  'spring',
  'autumn',
]
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm']
const digitsForLetters: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
}

/**
 * How long guessing would take, very roughly, without asking anybody. What attackers try first counts for next to nothing:
 * common words, rows of keys, repetitions, years.
 */
export function estimate(password: string): Strength {
  const length = [...password].length
  if (length === 0) return { score: 0, words: '' }
  if (length < shortest) {
    const missing = shortest - length
    return { score: 0, words: `Too short: ${missing} more ${missing === 1 ? 'character' : 'characters'}` }
  }
  if (new Set(password).size < 5) return { score: 0, words: 'Too few different characters' }
  const bits = guessable(password)
  if (bits < 30) return { score: 1, words: 'Weak: guessed within minutes' }
  if (bits < 45) return { score: 2, words: 'Fair: add another word' }
  if (bits < 60) return { score: 3, words: 'Good' }
  return { score: 4, words: 'Strong' }
}

function guessable(password: string): number {
  const spelled = [...password.toLowerCase()].map((letter) => digitsForLetters[letter] ?? letter).join('')
  let rest = password
  let bits = 0
  for (const word of common) {
    const at = spelled.indexOf(word)
    if (at < 0 || rest.length !== password.length) continue
    rest = password.slice(0, at) + password.slice(at + word.length)
    bits += 6
  }
  const counted = [...rest].filter((_, i, all) => !follows(all, i))
  return bits + counted.length * Math.log2(alphabet(rest)) * 0.75
}

/** Whether a letter only goes on with what the two before it began: 123, qwe, aaa, 1998 among years. */
function follows(letters: string[], i: number): boolean {
  const three = letters
    .slice(Math.max(0, i - 2), i + 1)
    .join('')
    .toLowerCase()
  if (three.length < 3) return false
  const backwards = [...three].reverse().join('')
  if (new Set(three).size === 1) return true
  if (rows.some((row) => row.includes(three) || row.includes(backwards))) return true
  const year = letters.slice(Math.max(0, i - 3), i + 1).join('')
  return /^(19|20)\d\d$/.test(year)
}

function alphabet(text: string): number {
  const kinds: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z0-9 ]/, 32],
    [/ /, 1],
  ]
  return Math.max(
    2,
    kinds.reduce((sum, [kind, size]) => sum + (kind.test(text) ? size : 0), 0),
  )
}

/** Shows below every input with data-strength what it is worth so far. */
export function tellStrength(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-strength]')) {
    if (input.dataset['strength'] === 'told') continue
    input.dataset['strength'] = 'told'
    const shown = place(input)
    input.addEventListener('input', () => show(shown, estimate(input.value)))
  }
}

interface Shown {
  whole: HTMLElement
  meter: HTMLMeterElement
  words: HTMLElement
}

function place(input: HTMLInputElement): Shown {
  const whole = document.createElement('div')
  const meter = document.createElement('meter')
  const words = document.createElement('span')
  whole.className = 'strength'
  whole.hidden = true
  for (const [name, value] of Object.entries({ max: 4, low: 2, high: 3, optimum: 4 }))
    meter.setAttribute(name, String(value))
  meter.setAttribute('aria-hidden', 'true')
  words.setAttribute('role', 'status')
  whole.append(meter, words)
  input.insertAdjacentElement('afterend', whole)
  return { whole, meter, words }
}

function show({ whole, meter, words }: Shown, strength: Strength): void {
  whole.hidden = strength.words === ''
  meter.setAttribute('value', String(strength.score))
  words.textContent = strength.words
}
