export interface Said {
  readonly word: 'sure' | 'likely' | 'a guess'
  readonly figure: string
}

/** How sure a machine is, in a word and in hundredths. */
export function sayConfidence(confidence: number): Said {
  const word = confidence >= 0.75 ? 'sure' : confidence >= 0.5 ? 'likely' : 'a guess'
  return { word, figure: `${Math.round(confidence * 100)} %` }
}
