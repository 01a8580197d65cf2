package dev.kinora.access;

import dev.kinora.platform.Db;
import java.time.Clock;
import java.time.Duration;

/**
 * Limits how often something may be tried, for all nodes together. A try costs time; a few may be made at once, the next
 * must wait until they are paid off. Nothing is ever locked: waiting is all it takes.
 */
public final class Throttle {
    private final ThrottleStore store;
    private final Clock clock;

    Throttle(Db db, Clock clock) {
        this.store = new ThrottleStore(db);
        this.clock = clock;
    }

    /**
     * @param atOnce how many tries may be made in a row
     * @param each how long one takes to be paid off
     */
    public record Rule(String name, int atOnce, Duration each) {}

    /**
     * Counts a try.
     *
     * @param who whose tries are counted together; kept only as a hash
     * @throws ThrottleProblem when too many were made
     */
    public void take(Rule rule, String who) {
        var now = clock.instant();
        var key = key(rule, who);
        if (!store.take(key, now, rule.each(), rule.each().multipliedBy(rule.atOnce()))) {
            var free = store.busyUntil(key).orElse(now).minus(rule.each().multipliedBy(rule.atOnce() - 1L));
            throw new ThrottleProblem(Math.max(1, Duration.between(now, free).toSeconds()));
        }
    }

    /** The try was none: somebody did what they were entitled to. */
    public void giveBack(Rule rule, String who) {
        store.giveBack(key(rule, who), rule.each());
    }

    private static byte[] key(Rule rule, String who) {
        return Token.hash(rule.name() + '\n' + who);
    }
}
