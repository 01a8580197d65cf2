package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {
    @ParameterizedTest
    @ValueSource(longs = {5, 8, 14, 16, 1024})
    void ten_thousand_parts_hold_the_largest_film_and_none_is_too_large(long megabytes) {
        var sizes = new PartSizes(megabytes << 20);

        assertThat(sizes.start(10_000)).isGreaterThanOrEqualTo(128L << 30);
        assertThat(sizes.of(9_999)).isLessThanOrEqualTo(5L << 30);
    }

    @Test
    void parts_lie_one_behind_the_other() {
        var sizes = new PartSizes(5 << 20);
        var start = 0L;
        for (var number = 0; number < 3_500; number++) {
            assertThat(sizes.start(number)).isEqualTo(start);
            start += sizes.of(number);
        }
    }

    @Test
    void parts_that_are_large_enough_are_all_alike() {
        assertThat(new PartSizes(14 << 20).of(9_999)).isEqualTo(14 << 20);
    }
}
