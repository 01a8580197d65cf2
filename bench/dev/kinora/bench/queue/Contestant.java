package dev.kinora.bench.queue;

import java.util.function.LongConsumer;

/**
 * A queue as the bench drives it, in a process of its own that {@link ContestantLoop} (here) or contestant.mjs (in JavaScript) runs.
 *
 * <p>The protocol, for every language: the database's address comes in libpq's variables (PGHOST, PGPORT, PGDATABASE, PGUSER,
 * PGPASSWORD); the user owns the empty database. Each line of standard input is a command and gets one line of standard output,
 * {@code done} with what is asked for, or {@code failed} with a reason. The end of the input ends the process.
 *
 * <pre>
 * install                prepare the schema
 * enqueue JOBS           add no-op jobs with payload 0 by the fastest way the API offers
 * start                  begin to work; answers when the workers run
 * count                  done JOBS MICROS: handlers run since start, microseconds since the first of them began
 * rate PER_SECOND SECS   add jobs one by one, each in a transaction of its own and with the microsecond as its payload, while
 *                        working; done MICROS P50 P99 MAX: how long adding took, and what passed from call to handler
 * stop                   finish what runs, record it and cease to work; start may follow
 * </pre>
 *
 * <p>A no-op counts in memory. A scenario may give one process the adding and another the working; with rate it is the same one.
 */
public interface Contestant extends AutoCloseable {
    void install() throws Exception;

    void enqueue(int jobs) throws Exception;

    /** Called by many threads at once. */
    void enqueueOne(long payload) throws Exception;

    /** The handler takes the job's payload, on any thread. */
    void start(LongConsumer handler) throws Exception;

    void stop() throws Exception;

    @Override
    void close() throws Exception;
}
