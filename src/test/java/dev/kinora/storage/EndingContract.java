package dev.kinora.storage;

import static dev.kinora.storage.Bytes.MB;
import static dev.kinora.storage.Bytes.append;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.Bytes.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises about how growing ends, besides. */
abstract class EndingContract extends GrowingContract {
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 16})
    void file_can_be_finished_again_by_whoever_was_not_told_that_it_was(int length) throws IOException {
        Growth growth;
        try (var file = store().grow(film, Growth.NOTHING)) {
            take(file, length * MB);
            growth = kept(file.checkpoint());
            file.finish();
        }

        try (var file = store().grow(film, growth)) {
            assertThat(file.position()).isEqualTo(length * MB);
            file.finish();
        }

        assertWhole(length * MB);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 15, 16})
    void what_was_given_up_leaves_nothing_and_does_not_come_back(int length) throws IOException {
        var growth = grown(Growth.NOTHING, length * MB);
        var neighbour = key("originals/film2");
        store().write(neighbour, stream(Bytes.of(5)));
        Growth other;
        try (var file = store().grow(key("originals/film-3"), Growth.NOTHING)) {
            append(file, bytes, 0, 6 * MB);
            other = kept(file.checkpoint());
        }

        store().abandon(film, growth);

        assertThat(names(store())).containsExactly("originals/film2");
        assertThatThrownBy(() -> {
                    try (var file = store().grow(film, growth)) {
                        file.finish();
                    }
                })
                .isInstanceOf(GrowthLost.class);
        try (var file = store().grow(key("originals/film-3"), other)) {
            file.finish();
        }
        assertThat(read(store(), key("originals/film-3"))).hasSize(6 * MB);
        store().deleteBelow(MediaKey.ofVideo(video));
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    @Test
    void abandoning_below_takes_what_grows_and_leaves_what_is_whole() throws IOException {
        store().write(key("hls/1"), stream(Bytes.of(5)));
        var growth = grown(Growth.NOTHING, 6 * MB);

        store().abandonBelow(MediaKey.ofVideo(video));

        assertThat(names(store())).containsExactly("hls/1");
        assertThatThrownBy(() -> {
                    try (var file = store().grow(film, growth)) {
                        file.finish();
                    }
                })
                .isInstanceOf(GrowthLost.class);
        store().delete(key("hls/1"));
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    @Test
    void abandoning_below_what_is_old_leaves_what_somebody_began_since() throws IOException {
        var growth = grown(Growth.NOTHING, 6 * MB);

        store().abandonBelow(MediaKey.ofVideo(video), Instant.now().minus(Duration.ofHours(1)));

        try (var file = store().grow(film, growth)) {
            assertThat(file.position()).isEqualTo(6 * MB);
        }
        store().abandonBelow(MediaKey.ofVideo(video), Instant.now().plus(Duration.ofHours(1)));
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    @Test
    void what_grows_can_be_read_while_it_is_short() throws IOException {
        var growth = grown(Growth.NOTHING, 3000);

        try (var file = store().grow(film, growth)) {
            assertThat(file.soFar(3000))
                    .hasValueSatisfying(all -> assertThat(all).isEqualTo(Arrays.copyOf(bytes, 3000)));
            take(file, 4000);
            assertThat(file.soFar(4000))
                    .hasValueSatisfying(all -> assertThat(all).isEqualTo(Arrays.copyOf(bytes, 4000)));
            assertThat(file.soFar(3999)).isEmpty();
            take(file, 6 * MB);
            assertThat(file.position()).isEqualTo(6 * MB);
        }
        store().deleteBelow(MediaKey.ofVideo(video));
    }
}
