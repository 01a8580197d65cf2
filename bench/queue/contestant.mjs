// The protocol of dev.kinora.bench.queue.Contestant for queues written in JavaScript; the database's address comes in libpq's variables.
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const micros = () => Math.round(performance.now() * 1000)

/** Answers commands until the input ends. The queue has install, enqueue, enqueueOne, start, stop and close. */
export async function contest(queue) {
  let completed = 0
  let first = 0
  let latencies = []

  const handle = (payload) => {
    if (completed === 0) first = micros()
    if (payload > 0) latencies.push(micros() - payload)
    completed++
  }

  const commands = {
    async install() {
      await queue.install()
    },
    async enqueue(jobs) {
      await queue.enqueue(jobs)
    },
    async start() {
      completed = 0
      await queue.start(handle)
    },
    count: () => `${completed} ${completed === 0 ? 0 : micros() - first}`,
    async rate(perSecond, seconds) {
      const jobs = perSecond * seconds
      const calls = []
      const began = micros()
      latencies = []
      while (calls.length < jobs) {
        const due = Math.min(jobs, Math.floor(((micros() - began) * perSecond) / 1e6) + 1)
        while (calls.length < due) calls.push(queue.enqueueOne(micros()))
        await sleep(1)
      }
      await Promise.all(calls)
      const took = micros() - began
      while (latencies.length < jobs) await sleep(5)
      latencies.sort((a, b) => a - b)
      const at = (part) => latencies[Math.min(jobs - 1, Math.floor(jobs * part))]
      return `${took} ${at(0.5)} ${at(0.99)} ${at(1)}`
    },
    async stop() {
      await queue.stop()
    },
  }

  for await (const line of createInterface({ input: process.stdin })) {
    const [command, ...numbers] = line.trim().split(' ')
    try {
      const said = await commands[command](...numbers.map(Number))
      console.log(`done ${said ?? ''}`.trim())
    } catch (error) {
      console.log(`failed ${String(error?.message ?? error).replaceAll('\n', ' ')}`)
      console.error(error)
    }
  }
  await queue.close()
  process.exit(0)
}

/** Calls with each size of a chunk until all are covered. */
export async function inChunks(total, size, call) {
  for (let left = total; left > 0; left -= size) await call(Math.min(left, size))
}
