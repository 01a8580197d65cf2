// The settings are those of https://worker.graphile.org/docs/performance: a local queue, completions batched at once, 24 jobs at a time
// on 25 connections. Its local queue of 500 drained less here than one of 1000, and a delay of 5 ms between batches gained nothing.
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import { contest, inChunks } from './contestant.mjs'

const { PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD } = process.env
const preset = {
  worker: {
    connectionString: `postgres://${PGUSER}:${PGPASSWORD}@${PGHOST}:${PGPORT}/${PGDATABASE}`,
    concurrentJobs: 24,
    maxPoolSize: 25,
    localQueue: { size: 1000 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') console.error(message)
    }),
  },
}

let utils
let runner

await contest({
  async install() {
    utils = await makeWorkerUtils({ preset })
    await utils.migrate()
  },
  async enqueue(jobs) {
    utils ??= await makeWorkerUtils({ preset })
    await inChunks(jobs, 5000, (size) =>
      utils.addJobs(Array.from({ length: size }, () => ({ identifier: 'noop', payload: { at: 0 } }))),
    )
  },
  enqueueOne: (at) => utils.addJob('noop', { at }),
  async start(handle) {
    runner = await run({
      preset,
      taskList: { noop: (payload) => handle(payload.at) },
      parsedCronItems: [],
      noHandleSignals: true,
    })
  },
  stop: () => runner.stop(),
  close: () => utils?.release(),
})
