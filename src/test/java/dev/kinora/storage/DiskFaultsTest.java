package dev.kinora.storage;

import static dev.kinora.storage.Bytes.append;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.DiskWriter.DURABLE;
import static dev.kinora.storage.DiskWriter.FILM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, a process that is killed, names that lead elsewhere. */
class DiskFaultsTest {
    @TempDir
    private Path root;

    @Test
    void full_disk_is_told_and_what_was_durable_goes_on_once_there_is_room() {
        assumeTrue(KinoraProcess.canMount(), "mounting needs root on Linux");
        try (var writer = KinoraProcess.programOnMount(
                "mount -t tmpfs -o size=12m none '" + root + "'", DiskWriter.class, "full", root.toString())) {
            assertThat(writer.exitCode()).as(writer.words()).isZero();
            assertThat(writer.words())
                    .contains("appending: storage-full")
                    .contains("writing: storage-full The store \"disk\" has no room left.")
                    .contains("whole: " + (4 << 20))
                    .contains(FILM.owner());
        }
    }

    @Test
    void full_disk_is_recognised_in_every_language() {
        var failure =
                new FileSystemException("film", null, "Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar");

        assertThatThrownBy(() -> DiskFull.translated("disk", root, Long.MAX_VALUE, failure))
                .isInstanceOf(StorageProblem.class);
        assertThat(DiskFull.translated("disk", root, 1, failure)).isSameAs(failure);
    }

    @Test
    void two_may_make_the_same_whole_of_parts_at_once() throws Exception {
        var parts = new ArrayList<MediaKey>();
        var all = Bytes.of(12 << 20);
        for (var part = 0; part < 3; part++) {
            var key = MediaKey.of("uploads/" + UUID.randomUUID());
            new DiskStore("disk", root, 0)
                    .write(key, Bytes.stream(Arrays.copyOfRange(all, part << 22, (part + 1) << 22)));
            parts.add(key);
        }
        var makings = new ArrayList<Future<?>>();
        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var process = 0; process < 8; process++) {
                makings.add(processes.submit(() -> {
                    new DiskStore("disk", root, 0).concatenate(FILM, parts);
                    return null;
                }));
            }
        }
        for (var making : makings) {
            making.get();
        }

        assertThat(Arrays.equals(read(new DiskStore("disk", root, 0), FILM), all))
                .isTrue();
    }

    @Test
    void killed_process_leaves_exactly_what_was_durable() throws IOException {
        try (var writer = KinoraProcess.program(DiskWriter.class, "forever", root.toString())) {
            writer.awaitWords("writing").signal("KILL");
            writer.exitCode();
        }
        var store = new DiskStore("disk", root, 0);
        assertThat(store.find(FILM)).isEmpty();

        try (var file = store.grow(FILM, new Growth(DURABLE, Map.of()))) {
            append(file, Bytes.of(DURABLE + 100), DURABLE, DURABLE + 100);
            file.finish();
        }

        assertThat(Arrays.equals(read(store, FILM), Bytes.of(DURABLE + 100))).isTrue();
    }

    @Test
    void what_is_to_stay_free_is_not_written_to_by_anybody_and_nothing_half_is_left() throws IOException {
        var roomy = new DiskStore("disk", root, 0);
        roomy.write(FILM, Bytes.stream(Bytes.of(100)));
        var full = new DiskStore("disk", root, Long.MAX_VALUE);
        var other = MediaKey.of(FILM.value() + "2");

        assertThatThrownBy(() -> full.write(other, Bytes.stream(Bytes.of(100)))).hasMessageContaining("no room left");
        assertThatThrownBy(() -> full.concatenate(other, List.of(FILM))).hasMessageContaining("no room left");

        assertThat(roomy.find(other)).isEmpty();
        try (var files = Files.walk(root).filter(Files::isRegularFile)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void more_than_there_is_cannot_have_been_durable() throws IOException {
        var store = new DiskStore("disk", root, 0);
        try (var file = store.grow(FILM, Growth.NOTHING)) {
            append(file, Bytes.of(100), 0, 100);
            file.checkpoint();
        }

        assertThatThrownBy(() -> store.grow(FILM, new Growth(101, Map.of())))
                .isInstanceOf(GrowthLost.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void disk_that_is_not_there_has_lost_nothing() throws IOException {
        var mounted = new DiskStore("disk", root, 0);
        var growth = new Growth(100, Map.of());
        assertThatThrownBy(() -> mounted.grow(FILM, growth)).isInstanceOf(NoSuchFileException.class);

        mounted.write(FILM, Bytes.stream(Bytes.of(100)));
        mounted.delete(FILM);

        assertThatThrownBy(() -> mounted.grow(FILM, growth)).isInstanceOf(GrowthLost.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "videos/../../etc/passwd",
                "videos/%s/../../x",
                "videos/%s/..",
                "videos/%s/a/./b",
                "videos/%s/.hidden",
                "videos/%s//x",
                "videos/%s/x/",
                "videos/%s/a\\b",
                "videos/%s/a\u0000b",
                "/videos/%s/x",
                "other/%s/x",
                "videos/short/x",
                "videos/%s/x.part",
                "videos/%s/ä"
            })
    void names_that_lead_elsewhere_are_none(String name) {
        assertThatThrownBy(() -> MediaKey.of(name.formatted(UUID.randomUUID())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_an_operator_put_beside_is_neither_seen_nor_touched() throws IOException {
        var store = new DiskStore("disk", root, 0);
        store.write(FILM, Bytes.stream(Bytes.of(3)));
        var lost = Files.createDirectories(root.resolve("lost+found/aa/bb"));
        var note = Files.writeString(root.resolve("videos/READ ME.txt"), "mine");
        Files.writeString(
                Files.createDirectories(root.resolve("videos/4e/holidays")).resolve("a film.mov"), "mine");

        assertThat(MediaStoreContract.owners(store)).containsExactlyInAnyOrder(FILM.owner(), "videos/holidays");
        store.deleteBelow(FILM.owner() + "/");

        assertThat(lost).exists();
        assertThat(note).exists();
        assertThat(root.resolve("videos/4e/holidays/a film.mov")).exists();
    }

    @Test
    void remains_of_a_killed_write_go_with_what_they_belong_to() throws IOException {
        var store = new DiskStore("disk", root, 0);
        var upload = MediaKey.of("uploads/01a1fec0-9df9-7000-866a-22b14d22984e");
        var remains = Files.writeString(
                Files.createDirectories(root.resolve("uploads/4e"))
                        .resolve("01a1fec0-9df9-7000-866a-22b14d22984e." + UUID.randomUUID() + ".part"),
                "half");
        assertThat(MediaStoreContract.owners(store)).containsExactly(upload.owner());

        store.abandon(upload, Growth.NOTHING);

        assertThat(remains).doesNotExist();
    }
}
