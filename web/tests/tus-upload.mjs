// Uploads a file with tus-js-client as a page would: address, key, file. Tries again as long as the server is away.
import { createReadStream, statSync } from 'node:fs'
import { Upload } from 'tus-js-client'

const [endpoint, key, file] = process.argv.slice(2)

new Upload(createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${key}` },
  metadata: { filename: 'tus-js-client.mp4' },
  uploadSize: statSync(file).size,
  chunkSize: 16 * 1024 * 1024,
  retryDelays: Array.from({ length: 120 }, () => 500),
  onShouldRetry: () => true,
  onError(error) {
    console.error(String(error))
    process.exit(1)
  },
  onSuccess() {
    console.log('uploaded')
  },
}).start()
