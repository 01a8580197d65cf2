package dev.kinora.storage;

import static dev.kinora.storage.Bytes.MB;
import static dev.kinora.storage.Bytes.append;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.Bytes.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What every store promises about files that grow, besides. */
abstract class GrowingContract extends ListingContract {
    private static final int LENGTH = 17 * MB;
    final byte[] bytes = Bytes.of(LENGTH);

    /** As the database keeps it. */
    static Growth kept(Growth growth) {
        var json = JsonMapper.shared();
        Map<String, Object> parts =
                json.readValue(json.writeValueAsString(growth.parts()), new TypeReference<Map<String, Object>>() {});
        return new Growth(growth.durable(), parts);
    }

    /** What has come to {@code to}, in pieces that fit nowhere. */
    void take(Growing file, int to) throws IOException {
        while (file.position() < to) {
            append(file, bytes, (int) file.position(), (int) Math.min(to, file.position() + 300_001));
        }
    }

    Growth grown(Growth from, int to) throws IOException {
        try (var file = store().grow(film, from)) {
            take(file, to);
            return kept(file.checkpoint());
        }
    }

    void assertWhole(int length) throws IOException {
        assertThat(Arrays.equals(read(store(), film), Arrays.copyOf(bytes, length)))
                .isTrue();
        assertThat(names(store())).containsExactly("originals/film");
        store().delete(film);
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 * MB, 10 * MB, LENGTH})
    void file_that_came_in_one_go_is_there_when_it_is_finished_and_not_before(int length) throws IOException {
        try (var file = store().grow(film, Growth.NOTHING)) {
            take(file, length);
            assertThat(file.position()).isEqualTo(length);
            assertThat(store().find(film)).isEmpty();
            assertThat(names(store())).isEmpty();
            file.checkpoint();
            assertThat(store().find(film)).isEmpty();
            assertThat(names(store())).isEmpty();
            file.finish();
        }
        assertWhole(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3 * MB, 5 * MB, 5 * MB + 1, 10 * MB, 12 * MB, LENGTH})
    void another_process_goes_on_from_a_checkpoint(int first) throws IOException {
        var growth = grown(Growth.NOTHING, first);

        assertThat(growth.durable()).isEqualTo(first);
        try (var file = store().grow(film, growth)) {
            assertThat(file.position()).isEqualTo(first);
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @Test
    void file_grows_through_many_hands() throws IOException {
        var growth = Growth.NOTHING;
        for (var to = 1_700_000; to < LENGTH; to += 1_700_000) {
            growth = grown(growth, to);
            assertThat(growth.durable()).isEqualTo(to);
        }
        try (var file = store().grow(film, growth)) {
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {4 * MB, 6 * MB, 16 * MB})
    void what_was_not_made_durable_does_not_count(int further) throws IOException {
        var growth = grown(Growth.NOTHING, 3 * MB);
        try (var file = store().grow(film, growth)) {
            // Other bytes than those that come later, as after a broken line.
            append(file, Bytes.of(further, 9), 0, further);
        }
        try (var file = store().grow(film, growth)) {
            assertThat(file.position()).isEqualTo(3 * MB);
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "4, 14", "6, 7", "3, 16"})
    void checkpoint_that_nobody_wrote_down_costs_only_itself(int first, int second) throws IOException {
        Growth written;
        try (var file = store().grow(film, Growth.NOTHING)) {
            take(file, first * MB);
            written = kept(file.checkpoint());
            take(file, second * MB);
            file.checkpoint();
        }
        try (var file = store().grow(film, written)) {
            assertThat(file.position()).isEqualTo(first * MB);
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @Test
    void checkpoints_again_and_again_say_the_same_and_nothing_of_nothing() throws IOException {
        try (var file = store().grow(film, Growth.NOTHING)) {
            assertThat(file.checkpoint().durable()).isZero();
            take(file, 6 * MB);
            var first = file.checkpoint();
            assertThat(file.checkpoint()).isEqualTo(first);
        }
        store().abandon(film, Growth.NOTHING);
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    @ParameterizedTest
    @CsvSource({"3, 4", "3, 7", "3, 16", "6, 6", "6, 16", "0, 16", "5, 12"})
    void file_goes_back_to_where_it_was_opened(int opened, int reached) throws IOException {
        var growth = grown(Growth.NOTHING, opened * MB);
        try (var file = store().grow(film, growth)) {
            append(file, Bytes.of(reached * MB, 9), opened * MB, reached * MB);
            file.truncate(opened * MB);
            assertThat(file.position()).isEqualTo(opened * MB);
            growth = kept(file.checkpoint());
            assertThat(growth.durable()).isEqualTo(opened * MB);
            take(file, (opened + 1) * MB);
        }
        try (var file = store().grow(film, growth)) {
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @Test
    void file_goes_back_to_where_it_was_opened_though_checkpoints_were_made() throws IOException {
        var growth = grown(Growth.NOTHING, 3 * MB);
        try (var file = store().grow(film, growth)) {
            for (var to = 4; to < 16; to++) {
                append(file, Bytes.of(to * MB, 9), (int) file.position(), to * MB);
                file.checkpoint();
            }
            file.truncate(3 * MB);
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 9, 10, 11, 16})
    void file_goes_back_to_any_place_behind_the_last_checkpoint(int back) throws IOException {
        try (var file = store().grow(film, Growth.NOTHING)) {
            take(file, 4 * MB);
            file.checkpoint();
            take(file, back * MB);
            append(file, Bytes.of(17 * MB, 9), back * MB, 17 * MB);
            file.truncate(back * MB);
            assertThat(file.position()).isEqualTo(back * MB);
            var growth = kept(file.checkpoint());
            assertThat(growth.durable()).isEqualTo(back * MB);
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @Test
    void checkpoints_come_from_another_thread_while_bytes_arrive() throws Exception {
        var growths = new ArrayList<Growth>();
        try (var file = store().grow(film, Growth.NOTHING);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (file.position() < LENGTH) {
                var before = file.position();
                var making = threads.submit(file::checkpoint);
                take(file, (int) Math.min(LENGTH, file.position() + MB));
                var growth = kept(making.get());
                assertThat(growth.durable()).isBetween(before, file.position());
                growths.add(growth);
            }
        }
        try (var file = store().grow(film, growths.getLast())) {
            take(file, LENGTH);
            file.finish();
        }
        assertWhole(LENGTH);
    }

    @Test
    void file_grows_beside_the_whole_one_it_replaces() throws IOException {
        store().write(film, stream(Bytes.of(100, 3)));
        var growth = grown(Growth.NOTHING, 6 * MB);
        assertThat(read(store(), film)).isEqualTo(Bytes.of(100, 3));

        try (var file = store().grow(film, growth)) {
            take(file, 7 * MB);
            file.finish();
        }

        assertWhole(7 * MB);
    }

    @Test
    void buffer_is_taken_whole_wherever_it_begins() throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        buffer.position(11).limit(12 * MB);
        try (var file = store().grow(film, Growth.NOTHING)) {
            file.append(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            file.finish();
        }
        assertThat(List.of(read(store(), film).length)).containsExactly(12 * MB - 11);
        assertThat(Arrays.equals(read(store(), film), Arrays.copyOfRange(bytes, 11, 12 * MB)))
                .isTrue();
    }
}
