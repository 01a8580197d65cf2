package dev.kinora.bench.queue;

/** What is measured. Every scenario begins with an empty database, warmed-up processes, VACUUM ANALYZE and a checkpoint. */
public enum Scenario {
    /** Jobs are there; from the first handler until the database holds none that is not completed. */
    DRAIN,
    /** One process adds and another works, lest a language with one thread suffer; 10,000 to 20,000 jobs wait where adding keeps up. */
    SUSTAINED,
    /** The same while a session holds a snapshot from before, as a report or a backup does. */
    HELD,
    /** An application adds so many jobs a second one by one and works on them in the same process. */
    LATENCY
}
