package dev.kinora.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whose turn it is, while more of everything waits than can be taken. */
class JobClassesTest {
    private static final int KIND = 16_384;
    private static final int PRIORITY = 1_024;

    private final AtomicLong nanos = new AtomicLong(1);
    private final JobClasses classes = new JobClasses(nanos::get);

    private static int jobClass(int priority, int share) {
        return KIND + priority * PRIORITY + share;
    }

    /** One slot comes free each second, and whoever is first has it. */
    private List<Integer> taken(int seconds) {
        var taken = new ArrayList<Integer>();
        for (var second = 0; second < seconds; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            var asked = classes.ask(_ -> true, 1);
            var first = asked.classes().getFirst();
            taken.add(first);
            var claim = new Claim(
                    UUID.randomUUID(), first, second, UUID.randomUUID(), "note", "{}", 0, 3, null, null, false);
            classes.answered(asked, List.of(claim), true);
        }
        return taken;
    }

    @Test
    void the_least_urgent_has_its_turn_though_the_most_urgent_never_end() {
        classes.hint(jobClass(1, 0));
        classes.hint(jobClass(10, 0));

        var taken = taken(600);

        // Nine steps of fifteen seconds each.
        assertThat(taken.indexOf(jobClass(10, 0))).isBetween(100, 136);
        assertThat(taken).filteredOn(each -> each == jobClass(10, 0)).hasSizeBetween(4, 6);
    }

    @Test
    void a_kind_of_which_there_was_nothing_for_long_has_not_waited() {
        classes.hint(jobClass(5, 0));
        var asked = classes.ask(_ -> true, 1);
        classes.answered(asked, List.of(), false);
        classes.hint(jobClass(2, 0));
        taken(600);

        classes.hint(jobClass(5, 0));

        assertThat(taken(40)).containsOnly(jobClass(2, 0));
    }

    @Test
    void every_priority_has_turns_and_the_more_urgent_has_more() {
        for (var priority = 1; priority <= 10; priority++) {
            classes.hint(jobClass(priority, 0));
        }

        var taken = taken(3_000);

        var before = Long.MAX_VALUE;
        for (var priority = 1; priority <= 10; priority++) {
            var its = jobClass(priority, 0);
            var turns = taken.stream().filter(each -> each == its).count();
            assertThat(turns).as("priority %s", priority).isPositive().isLessThanOrEqualTo(before);
            before = turns;
        }
    }

    @Test
    void of_one_priority_everybody_has_as_many_turns() {
        for (var person = 0; person < 5; person++) {
            classes.hint(jobClass(5, person));
        }

        var taken = taken(100);

        for (var person = 0; person < 5; person++) {
            var its = jobClass(5, person);
            assertThat(taken).filteredOn(each -> each == its).hasSizeBetween(19, 21);
        }
    }
}
