package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes away by itself, in both kinds of store, and above all what does not. */
class SweepingTest {
    private static final int OLD = 10;
    private static final byte[] SOME = Bytes.of(100);

    private static RunningKinora kinora;
    private static Shelf shelf;

    @BeforeAll
    static void start() {
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        settings.addAll(S3Server.get().options("bucket", S3Server.get().bucket()));
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        shelf = new Shelf(kinora, People.member(kinora, "ada").id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_no_row_knows_is_collected_when_it_is_old_and_waits_while_it_is_young(String store) throws IOException {
        var old = Shelf.aged(OLD);
        var young = Shelf.aged(3);
        var unknown = UUID.randomUUID();
        for (var id : List.of(old, young, unknown)) {
            shelf.put(store, "videos/" + id + "/hls/a", SOME);
            shelf.put(store, "uploads/" + id, SOME);
        }
        var growing = MediaKey.of("uploads/" + Shelf.aged(OLD));
        grow(store, growing);
        var growingBelow = MediaKey.of("videos/" + Shelf.aged(OLD) + "/originals/x");
        grow(store, growingBelow);

        shelf.collectOrphans();

        for (var gone : List.of(old, unknown)) {
            assertThat(shelf.has(store, "videos/" + gone)).isFalse();
            assertThat(shelf.has(store, "uploads/" + gone)).isFalse();
        }
        assertThat(shelf.has(store, growing.owner())).isFalse();
        assertThat(shelf.has(store, growingBelow.owner())).isFalse();
        assertThat(shelf.read(store, "videos/" + young + "/hls/a")).isEqualTo(SOME);
        assertThat(shelf.read(store, "uploads/" + young)).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_seems_to_be_nobody_s_is_looked_at_twice(String store) {
        var lost = Shelf.aged(OLD);
        var found = Shelf.aged(OLD);
        for (var id : List.of(lost, found)) {
            shelf.put(store, "videos/" + id + "/originals/film", SOME);
        }

        shelf.lookForOrphans();
        shelf.lookForOrphans();
        shelf.sweep();
        assertThat(doomed(lost)).isEqualTo("1");
        assertThat(shelf.has(store, "videos/" + lost)).isTrue();
        shelf.add(found, store);
        shelf.collectOrphans();

        assertThat(shelf.has(store, "videos/" + lost)).isFalse();
        assertThat(shelf.read(store, "videos/" + found + "/originals/film")).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void store_with_the_mark_of_another_kinora_is_not_looked_through(String store) throws IOException {
        var theirs = Shelf.aged(OLD);
        shelf.put(store, "videos/" + theirs + "/originals/film", SOME);
        shelf.sweep();
        var ours = shelf.store(store).mark().orElseThrow();
        shelf.store(store).mark(UUID.randomUUID().toString());
        try {
            shelf.collectOrphans();

            assertThat(shelf.has(store, "videos/" + theirs)).isTrue();
            assertThat(doomed(theirs)).isEqualTo("0");
        } finally {
            shelf.store(store).mark(ours);
        }
        shelf.collectOrphans();
        assertThat(ours).isEqualTo(shelf.row("select id from installation"));
        assertThat(shelf.has(store, "videos/" + theirs)).isFalse();
    }

    private static Growth grow(String store, MediaKey key) throws IOException {
        try (var file = shelf.store(store).grow(key, Growth.NOTHING)) {
            file.append(ByteBuffer.wrap(Bytes.of(6 << 20)));
            return file.checkpoint();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void nothing_that_a_row_refers_to_is_ever_collected(String store) throws IOException {
        var other = store.equals("disk") ? "bucket" : "disk";
        var video = shelf.video(store);
        var binned = shelf.video(store);
        shelf.update("update videos set deleted_at = now() where id = ?", binned);
        var moving = shelf.video(other);
        shelf.update("update videos set moving_to = ? where id = ?", store, moving);
        shelf.put(store, MediaKey.ofVideo(moving) + "hls/1.m4s", SOME);
        var arriving = Shelf.aged(OLD);
        shelf.add(arriving, "disk");
        var upload = Shelf.aged(OLD);
        var uploading = MediaKey.of("videos/" + arriving + "/originals/" + upload);
        addUpload(upload, arriving, store, uploading);
        var growth = grow(store, uploading);
        var part = Shelf.aged(OLD);
        addUpload(part, null, store, MediaKey.of("uploads/" + part));
        shelf.put(store, "uploads/" + part, SOME);

        shelf.collectOrphans();
        shelf.sweep();

        assertThat(shelf.files(store, video)).hasSize(3);
        assertThat(shelf.files(store, binned)).hasSize(3);
        assertThat(shelf.files(other, moving)).hasSize(3);
        assertThat(shelf.files(store, moving)).hasSize(1);
        assertThat(shelf.read(store, "uploads/" + part)).isEqualTo(SOME);
        try (var file = shelf.store(store).grow(uploading, growth)) {
            file.finish();
        }
        assertThat(shelf.read(store, uploading.value())).hasSize(6 << 20);
    }

    private static void addUpload(UUID id, @Nullable UUID video, String store, MediaKey key) {
        shelf.update("""
                insert into uploads (id, user_id, video_id, length, store, storage_key, expires_at)
                values (?, ?, ?, 10000000, ?, ?, now() + interval '1 day')""", id, shelf.owner(), video, store, key.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void bytes_of_a_video_deleted_for_good_go_with_the_next_sweep_and_no_neighbours(String store) {
        var video = shelf.video(store);
        var neighbour = shelf.video(store);

        shelf.update("delete from videos where id = ?", video);
        assertThat(shelf.files(store, video)).hasSize(3);
        shelf.sweep();

        assertThat(shelf.has(store, "videos/" + video)).isFalse();
        assertThat(shelf.files(store, neighbour)).hasSize(3);
        assertThat(doomed(video)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void upload_that_came_to_nothing_leaves_nothing(String store) throws IOException {
        var id = Shelf.aged(OLD);
        var key = MediaKey.of("uploads/" + id);
        addUpload(id, null, store, key);
        grow(store, key);

        shelf.update("delete from uploads where id = ?", id);
        shelf.sweep();

        assertThat(shelf.has(store, key.owner())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_is_referred_to_again_is_not_swept(String store) {
        var video = shelf.video(store);
        shelf.update("insert into doomed_media (store, path) values (?, ?)", store, MediaKey.ofVideo(video));

        shelf.sweep();

        assertThat(shelf.files(store, video)).hasSize(3);
        assertThat(doomed(video)).isEqualTo("0");
    }

    @Test
    void store_that_is_down_keeps_what_is_to_be_deleted_and_holds_up_no_other() throws IOException {
        var away = shelf.video("bucket");
        var here = shelf.video("disk");
        S3Server.get().kill();
        try {
            shelf.update("delete from videos where id in (?, ?)", away, here);
            shelf.sweep();

            assertThat(shelf.files("disk", here)).isEmpty();
            assertThat(doomed(here)).isEqualTo("0");
            assertThat(doomed(away)).isEqualTo("1");
        } finally {
            S3Server.get().restart();
        }
        shelf.sweep();

        assertThat(shelf.has("bucket", "videos/" + away)).isFalse();
        assertThat(doomed(away)).isEqualTo("0");
    }

    @Test
    void copy_that_somebody_left_long_ago_goes_while_kinora_runs() throws IOException {
        var folder = Files.createDirectories(kinora.data().resolve("copies"));
        var left = Files.write(folder.resolve("copy1.bin"), SOME);
        var read = Files.write(folder.resolve("copy2.bin"), SOME);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        shelf.sweep();

        assertThat(left).doesNotExist();
        assertThat(read).exists();
    }

    @Test
    void bytes_in_a_store_that_the_settings_no_longer_name_wait() {
        var video = Shelf.aged(OLD);
        shelf.add(video, "former");

        shelf.update("delete from videos where id = ?", video);
        shelf.sweep();

        assertThat(doomed(video)).isEqualTo("1");
        shelf.update("delete from doomed_media where store = 'former'");
    }

    private static String doomed(UUID video) {
        return shelf.row("select count(*) from doomed_media where path = ?", MediaKey.ofVideo(video));
    }
}
