// Batches of 500 by four workers that fetch again at once after a full batch, a partition for the queue alone, notified workers, and the
// shortest interval allowed between polls. Two workers and the shared partition drained less here; without notification a job
// waits a quarter of a second.
import { PgBoss } from 'pg-boss'
import { contest, inChunks } from './contestant.mjs'

const { PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD } = process.env
const QUEUE = 'noop'

let boss
let working

async function connect() {
  if (boss) return
  boss = new PgBoss({
    host: PGHOST,
    port: Number(PGPORT),
    database: PGDATABASE,
    user: PGUSER,
    password: PGPASSWORD,
    max: 10,
    useListenNotify: true,
  })
  boss.on('error', (error) => console.error(error))
  await boss.start()
}

await contest({
  async install() {
    await connect()
    await boss.createQueue(QUEUE, { partition: true, notify: true })
  },
  async enqueue(jobs) {
    await connect()
    await inChunks(jobs, 5000, (size) =>
      boss.insert(
        QUEUE,
        Array.from({ length: size }, () => ({ data: { at: 0 } })),
      ),
    )
  },
  enqueueOne: (at) => boss.send(QUEUE, { at }),
  async start(handle) {
    await connect()
    working = await boss.work(
      QUEUE,
      {
        batchSize: 500,
        localConcurrency: 4,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
      },
      async (jobs) => {
        for (const job of jobs) handle(job.data.at)
      },
    )
  },
  async stop() {
    await boss.offWork(QUEUE)
  },
  close: () => boss?.stop({ graceful: false }),
})
