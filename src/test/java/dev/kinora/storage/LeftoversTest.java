package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What goes from the folder of a video that is there, in both kinds of store, and above all what does not. */
class LeftoversTest {
    private static final int OLD = 10;
    private static final byte[] SOME = Bytes.of(100);

    private static RunningKinora kinora;
    private static Shelf shelf;
    private static String bucket;

    @BeforeAll
    static void start() {
        bucket = S3Server.get().bucket();
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        settings.addAll(S3Server.get().options("bucket", bucket));
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        shelf = new Shelf(kinora, People.member(kinora, "ada").id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_nothing_refers_to_goes_and_everything_else_stays(String store) throws IOException {
        var film = film(store);
        var retired = edition(film, "ready", "retired");
        var playing = edition(film, "ready");
        shelf.update("update videos set edition_id = ? where id = ?", playing, film.id());
        var failed = edition(film, "failed");
        var unknown = Shelf.aged(OLD);
        for (var edition : List.of(retired, playing, failed, unknown)) {
            film.put("editions/" + edition + "/360p/0.m4s", "editions/" + edition + "/storyboard/0.jpg");
        }
        var shown = Shelf.aged(OLD);
        var neverShown = Shelf.aged(OLD);
        film.put("thumbnails/" + shown + ".jpg", "thumbnails/" + neverShown + ".jpg");
        shelf.update(
                "update videos set thumbnail_url = ? where id = ?",
                "/thumbnails/" + film.id() + "/" + shown + ".jpg",
                film.id());
        film.put("originals/" + Shelf.aged(OLD), "notes/of-the-operator", "thumbnails/note.txt", "editions/note");
        grow(store, film.key("originals/" + Shelf.aged(OLD)));
        film.grewOld();

        shelf.collectLeftovers();

        assertThat(shelf.files(store, film.id()))
                .containsExactlyInAnyOrder(
                        "originals/" + film.original(),
                        "editions/" + playing + "/360p/0.m4s",
                        "editions/" + playing + "/storyboard/0.jpg",
                        "thumbnails/" + shown + ".jpg",
                        "notes/of-the-operator",
                        "thumbnails/note.txt",
                        "editions/note");
        assertThat(names(store, film.prefix() + "originals/")).containsExactly(film.original());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_is_young_by_its_name_or_by_its_files_waits(String store) {
        var film = film(store);
        film.put("originals/" + Shelf.aged(3), "editions/" + Shelf.aged(3) + "/360p/0.m4s");
        film.grewOld();
        film.put("originals/" + Shelf.aged(OLD));
        var edition = Shelf.aged(OLD);
        film.put("editions/" + edition + "/360p/0.m4s");
        film.grewOld("editions/" + edition + "/360p/0.m4s");
        film.put("editions/" + edition + "/360p/1.m4s");

        shelf.collectLeftovers();

        assertThat(shelf.files(store, film.id())).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void nothing_is_taken_from_a_video_that_is_worked_on(String store) {
        var worked = leftOver(store);
        shelf.update("""
                insert into processing_jobs (job_type, user_id, video_id, scheduled_for)
                values ('rest', ?, ?, now() + interval '1 hour')""", shelf.owner(), worked.id());
        var arriving = leftOver(store);
        var upload = Shelf.aged(1);
        shelf.update("""
                insert into uploads (id, user_id, video_id, length, store, storage_key, expires_at)
                values (?, ?, ?, 1000, ?, ?, now() + interval '1 day')""", upload, shelf.owner(), arriving.id(), store, arriving.prefix() + "originals/" + upload);
        var remade = leftOver(store);
        shelf.update("insert into remakes (video_id, kind, state) values (?, 'again', 'waiting')", remade.id());
        var moving = leftOver(store);
        shelf.update(
                "update videos set moving_to = ? where id = ?", store.equals("disk") ? "bucket" : "disk", moving.id());
        var waiting = leftOver(store);
        shelf.update("""
                insert into processing_jobs (job_type, user_id, video_id, scheduled_for)
                values ('rest', ?, ?, now() + interval '30 days')""", shelf.owner(), waiting.id());

        shelf.lookForLeftovers();
        shelf.update("update doomed_media set due_at = now()");
        shelf.update("delete from processing_jobs where video_id = ?", worked.id());
        shelf.sweep();

        for (var film : List.of(worked, arriving, remade, moving)) {
            assertThat(shelf.files(store, film.id())).hasSize(2);
        }
        assertThat(shelf.files(store, waiting.id())).containsExactly("originals/" + waiting.original());
        shelf.update("delete from processing_jobs where video_id = ?", waiting.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void nothing_is_taken_from_a_video_whose_own_file_is_missing(String store) throws IOException {
        var film = leftOver(store);
        shelf.store(store).delete(film.key("originals/" + film.original()));

        shelf.collectLeftovers();
        assertThat(shelf.files(store, film.id())).hasSize(1);

        film.put("originals/" + film.original());
        shelf.collectLeftovers();
        assertThat(shelf.files(store, film.id())).containsExactly("originals/" + film.original());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "bucket"})
    void what_is_referred_to_before_its_day_is_over_stays(String store) {
        var film = film(store);
        var picture = Shelf.aged(OLD);
        var upload = Shelf.aged(OLD);
        film.put("thumbnails/" + picture + ".jpg", "originals/" + upload);
        film.grewOld();

        shelf.lookForLeftovers();
        shelf.lookForLeftovers();
        shelf.sweep();
        assertThat(shelf.files(store, film.id())).hasSize(3);
        assertThat(shelf.row("select count(*) from doomed_media where path like ?", film.prefix() + "%"))
                .isEqualTo("2");
        shelf.update(
                "update videos set thumbnail_url = ? where id = ?",
                "/thumbnails/" + film.id() + "/" + picture + ".jpg",
                film.id());
        shelf.update(
                "update videos set storage_key = ? where id = ?", film.prefix() + "originals/" + upload, film.id());
        shelf.collectLeftovers();

        assertThat(shelf.files(store, film.id())).contains("thumbnails/" + picture + ".jpg", "originals/" + upload);
    }

    @Test
    void what_a_killed_writer_left_of_a_file_goes_from_what_plays_and_every_whole_file_stays() throws IOException {
        var resting = playing("ready", "10 days");
        var fresh = playing("ready", "1 hour");
        var made = playing(null, "10 days");
        var worked = playing("ready", "10 days");
        shelf.update("""
                insert into processing_jobs (job_type, user_id, video_id, scheduled_for)
                values ('rest', ?, ?, now() + interval '1 hour')""", shelf.owner(), worked);

        shelf.lookForLeftovers();

        assertThat(halves(resting)).as("what somebody began just now").isOne();
        assertThat(shelf.files("disk", resting))
                .filteredOn(file -> file.startsWith("editions/"))
                .extracting(file -> file.substring(file.indexOf('/', "editions/".length()) + 1))
                .containsExactlyInAnyOrder("360p/init.mp4", "360p/0.m4s", "storyboard/0.jpg", "mark.png");
        for (var other : List.of(fresh, made, worked)) {
            assertThat(halves(other)).isEqualTo(4);
        }
        shelf.update("delete from processing_jobs where video_id = ?", worked);
    }

    /** A video of which an edition plays that has halves of files beside whole ones. */
    private static UUID playing(@Nullable String state, String since) throws IOException {
        var film = film("disk");
        var edition = state == null ? edition(film) : edition(film, state);
        shelf.update("update editions set state_at = now() - ?::interval where id = ?", since, edition);
        shelf.update("update videos set edition_id = ? where id = ?", edition, film.id());
        var folder = "editions/" + edition + "/";
        film.put(folder + "360p/init.mp4", folder + "360p/0.m4s", folder + "storyboard/0.jpg", folder + "mark.png");
        for (var name : List.of("360p/0.m4s", "storyboard/1.jpg", "mark.png")) {
            Files.write(film.folder().resolve(folder + name + "." + UUID.randomUUID() + MediaKey.GROWING), SOME);
        }
        film.grewOld();
        Files.write(film.folder().resolve(folder + "mark.png." + UUID.randomUUID() + MediaKey.GROWING), SOME);
        return film.id();
    }

    private static long halves(UUID video) throws IOException {
        var folder = shelf.store("disk")
                .path(MediaKey.of(MediaKey.ofVideo(video) + "x"))
                .map(Path::getParent);
        try (var files = Files.walk(folder.orElseThrow())) {
            return files.filter(file -> file.toString().endsWith(MediaKey.GROWING))
                    .count();
        }
    }

    private record Film(String store, UUID id, String original) {
        String prefix() {
            return MediaKey.ofVideo(id);
        }

        MediaKey key(String name) {
            return MediaKey.of(prefix() + name);
        }

        void put(String... names) {
            for (var name : names) {
                shelf.put(store, prefix() + name, SOME);
            }
        }

        /** As though all its files, or that one, had been written long ago. */
        void grewOld(String... names) {
            try (var files = Files.walk(folder())) {
                for (var file : files.filter(Files::isRegularFile)
                        .filter(file -> names.length == 0 || file.endsWith(names[0]))
                        .toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(OLD))));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path folder() {
            return store.equals("bucket")
                    ? S3Server.get().contents(bucket).resolve(prefix())
                    : shelf.store(store).path(key("x")).map(Path::getParent).orElseThrow();
        }
    }

    private static Film film(String store) {
        var film = new Film(store, Shelf.aged(30), Shelf.aged(30).toString());
        shelf.update("""
                insert into videos (id, user_id, title, status, store, storage_key, original_size)
                values (?, ?, 'A film', 'queued', ?, ?, 1000)""", film.id(), shelf.owner(), store, film.prefix() + "originals/" + film.original());
        film.put("originals/" + film.original());
        return film;
    }

    /** A video with one file that nothing refers to. */
    private static Film leftOver(String store) {
        var film = film(store);
        film.put("originals/" + Shelf.aged(OLD));
        film.grewOld();
        return film;
    }

    private static UUID edition(Film film, String... states) {
        var id = Shelf.aged(OLD);
        shelf.update(
                "insert into editions (id, video_id, source_key, chunks) values (?, ?, 'a film', 1)", id, film.id());
        for (var state : states) {
            shelf.update("update editions set state = ?::edition_state where id = ?", state, id);
        }
        return id;
    }

    private static void grow(String store, MediaKey key) throws IOException {
        try (var file = shelf.store(store).grow(key, Growth.NOTHING)) {
            file.append(ByteBuffer.wrap(Bytes.of(6 << 20)));
            file.checkpoint();
        }
    }

    private static List<String> names(String store, String prefix) throws IOException {
        var names = new ArrayList<String>();
        shelf.store(store).eachName(prefix, names::add);
        return names;
    }
}
