package dev.kinora.storage;

import static dev.kinora.storage.Bytes.MB;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.Bytes.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises about whole files. */
abstract class MediaStoreContract {
    final UUID video = Ids.next();
    final MediaKey film = key("originals/film");

    /** One that knows nothing of those before, as in another process, of the same bytes. */
    abstract MediaStore store() throws IOException;

    MediaKey key(String below) {
        return MediaKey.of(MediaKey.ofVideo(video) + below);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6 * MB, 17 * MB})
    void what_was_written_is_read_as_it_was(int length) throws IOException {
        var bytes = Bytes.of(length);

        store().write(film, stream(bytes));

        var found = store().find(film).orElseThrow();
        assertThat(found.bytes()).isEqualTo(length);
        assertThat(found.key()).isEqualTo(film);
        assertThat(Arrays.equals(read(store(), film), bytes)).isTrue();
    }

    @Test
    void what_is_not_there_is_told_and_deleting_it_does_nothing() throws IOException {
        var store = store();

        assertThat(store.find(film)).isEmpty();
        assertThatThrownBy(() -> store.open(film)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open(film, 5, 5)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open(film, 0, 0)).isInstanceOf(NoSuchFileException.class);
        store.delete(film);
        store.abandon(film, Growth.NOTHING);
        store.deleteBelow(MediaKey.ofVideo(video));
        store.abandonBelow(MediaKey.ofVideo(video));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 10",
        "5, 3, 5, 8",
        "990, 100, 990, 1000",
        "999, 1, 999, 1000",
        "1000, 5, 1000, 1000",
        "5000, 5, 1000, 1000",
        "7, 9223372036854775807, 7, 1000",
        "3, 0, 3, 3"
    })
    void range_gives_what_there_is_of_it(long from, long length, int first, int last) throws IOException {
        var bytes = Bytes.of(1000);
        store().write(film, stream(bytes));

        assertThat(read(store(), film, from, length)).isEqualTo(Arrays.copyOfRange(bytes, first, last));
    }

    @Test
    void reading_may_stop_anywhere() throws IOException {
        var store = store();
        store.write(film, stream(Bytes.of(6 * MB)));

        for (var each = 0; each < 20; each++) {
            try (var bytes = store.open(film)) {
                assertThat(bytes.readNBytes(100)).isEqualTo(Arrays.copyOf(Bytes.of(6 * MB), 100));
            }
        }
    }

    @Test
    void second_file_of_a_name_takes_the_place_of_the_first() throws IOException {
        store().write(film, stream(Bytes.of(6 * MB)));
        store().write(film, stream(Bytes.of(10, 8)));

        assertThat(read(store(), film)).isEqualTo(Bytes.of(10, 8));
    }

    @Test
    void file_whose_bytes_break_off_is_not_there_and_the_one_before_stays() throws IOException {
        var store = store();
        assertThatThrownBy(() -> store.write(film, breaking(6 * MB))).hasMessage("the line broke");
        assertThat(store.find(film)).isEmpty();

        store.write(film, stream(Bytes.of(10)));
        assertThatThrownBy(() -> store.write(film, breaking(6 * MB))).hasMessage("the line broke");

        assertThat(read(store(), film)).isEqualTo(Bytes.of(10));
        store.delete(film);
        assertThat(owners(store())).doesNotContain(film.owner());
    }

    private static InputStream breaking(int after) {
        return new java.io.SequenceInputStream(stream(Bytes.of(after)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line broke");
            }
        });
    }

    @Test
    void nobody_sees_a_file_that_is_still_being_written() throws IOException {
        var store = store();
        var seen = new ArrayList<Boolean>();
        var watched = new InputStream() {
            private int left = 12;

            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                seen.add(store.find(film).isPresent());
                store.each(MediaKey.ofVideo(video), _ -> seen.add(true));
                return --left < 0 ? -1 : length;
            }
        };

        store.write(film, watched);

        assertThat(seen).isNotEmpty().containsOnly(false);
        assertThat(store.find(film)).isPresent();
    }

    @Test
    void of_two_who_write_one_name_at_once_one_wins_whole() throws Exception {
        var one = Bytes.of(7 * MB, 1);
        var other = Bytes.of(7 * MB, 2);

        for (var round = 0; round < 3; round++) {
            atOnce(() -> write(one), () -> write(other));

            var read = read(store(), film);
            assertThat(Arrays.equals(read, one) || Arrays.equals(read, other)).isTrue();
        }
    }

    private boolean write(byte[] bytes) throws IOException {
        store().write(film, stream(bytes));
        return true;
    }

    @Test
    void writing_beside_what_is_being_deleted_succeeds() throws Exception {
        for (var round = 0; round < 20; round++) {
            var gone = key("gone/" + round);
            store().write(gone, stream(Bytes.of(1)));
            atOnce(
                    () -> {
                        store().delete(gone);
                        return true;
                    },
                    () -> {
                        store().write(key("gone/next-" + gone.value().length()), stream(Bytes.of(3)));
                        return true;
                    });
        }
        assertThat(read(store(), key("gone/next-" + key("gone/1").value().length())))
                .hasSize(3);
    }

    private static void atOnce(Callable<Boolean> one, Callable<Boolean> other)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(List.of(one, other))) {
                each.get();
            }
        }
    }

    List<String> names(MediaStore store) throws IOException {
        var names = new ArrayList<String>();
        store.each(
                MediaKey.ofVideo(video),
                file -> names.add(
                        file.key().value().substring(MediaKey.ofVideo(video).length())));
        return names;
    }

    static List<String> owners(MediaStore store) throws IOException {
        var owners = new ArrayList<String>();
        store.eachOwner(owners::add);
        return owners;
    }
}
