// Holds files of WebVTT to what w3c's own parser says: node check-vtt.mjs FILE, a JSON array of them. Prints what is wrong.
import { readFileSync } from 'node:fs'
import parser from 'webvtt-parser'

const files = JSON.parse(readFileSync(process.argv[2], 'utf8'))
let wrong = 0
files.forEach((text, index) => {
  const { errors } = new parser.WebVTTParser().parse(text, 'subtitles')
  if (errors.length === 0) return
  wrong++
  if (wrong <= 5) console.log(`file ${index}: ${JSON.stringify(errors[0])}\n${text}`)
})
console.log(`${files.length - wrong} of ${files.length} are right`)
process.exitCode = wrong === 0 ? 0 : 1
