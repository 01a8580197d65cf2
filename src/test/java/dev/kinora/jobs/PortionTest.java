package dev.kinora.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortionTest {
    @Test
    void one_that_cannot_be_stored_is_found_among_many_and_the_others_do_not_pile_up_behind_it() {
        var portion = new Portion();
        var left = 100_000;
        var bad = 40_000;
        var turns = 0;
        while (left > 0) {
            // More end all the time.
            left += turns++ < 100 ? 500 : 0;
            var size = Math.min(left, portion.most());
            if (bad >= 0 && bad < size) {
                bad = portion.refused(size) ? -1 : bad;
            } else {
                portion.stored();
                left -= size;
                bad -= bad < 0 ? 0 : size;
            }
        }

        assertThat(bad).isNegative();
        assertThat(turns).isLessThan(200);
    }
}
