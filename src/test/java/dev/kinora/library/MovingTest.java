package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.S3Server;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;

/** Videos on their way from one store to another. */
class MovingTest {
    private static final String[] FILES = {"hls/1.m4s", "hls/2.m4s", "originals/film"};

    private static final SettableClock CLOCK = new SettableClock(Instant.now());

    /** No @Configuration: it would be found by every other test. */
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private static RunningKinora kinora;
    private static Shelf shelf;
    private static Person ada;

    @BeforeAll
    static void start() {
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        settings.addAll(S3Server.get().options("bucket", S3Server.get().bucket()));
        settings.add("--kinora.storage.stores.second.kind=disk");
        kinora = RunningKinora.start(List.of(Time.class), settings.toArray(String[]::new));
        ada = People.create(kinora, "ada", UserRole.admin);
        shelf = new Shelf(kinora, ada.id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static UUID move(UUID video, String to) {
        return Caller.system("test")
                .call(() -> kinora.bean(Moving.class).move(video, to).value());
    }

    private static void runJobs() {
        kinora.bean(Jobs.class).runDue();
    }

    private static String place(UUID video) {
        return shelf.row("select concat_ws(' to ', store, moving_to) from videos where id = ?", video);
    }

    private static String state(UUID job) {
        return shelf.row("select concat_ws(' ', status, error_code) from processing_jobs where id = ?", job);
    }

    private static void assertThere(UUID video, String store) {
        assertThat(shelf.files(store, video)).containsExactly(FILES);
        for (var name : FILES) {
            assertThat(shelf.read(store, "videos/" + video + "/" + name)).isEqualTo(Shelf.bytes(name, 1000));
        }
    }

    @ParameterizedTest
    @CsvSource({"disk, bucket", "bucket, disk", "disk, second"})
    void video_moves_with_all_its_files_and_leaves_nothing_behind(String from, String to) {
        var video = shelf.video(from);
        var large = shelf.video(from);
        shelf.put(from, "videos/" + large + "/originals/film", Shelf.bytes("large", 12 << 20));

        var job = move(video, to);
        move(large, to);
        assertThat(place(video)).isEqualTo(from + " to " + to);
        runJobs();

        assertThat(state(job)).isEqualTo("completed");
        assertThat(place(video)).isEqualTo(to);
        assertThere(video, to);
        assertThat(Arrays.equals(shelf.read(to, "videos/" + large + "/originals/film"), Shelf.bytes("large", 12 << 20)))
                .isTrue();
        assertThat(shelf.files(from, video)).hasSize(3);
        shelf.sweep();
        assertThat(shelf.has(from, "videos/" + video)).isFalse();
        assertThere(video, to);
        move(video, from);
        runJobs();
        shelf.sweep();
        assertThere(video, from);
        assertThat(shelf.has(to, "videos/" + video)).isFalse();
    }

    @Test
    void moves_that_make_no_sense_are_refused() {
        var video = shelf.video("disk");
        var arriving = shelf.video("disk");
        addUpload(arriving, false);

        assertThatThrownBy(() -> move(video, "disk"))
                .isInstanceOf(MovingProblem.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> move(video, "nowhere"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> move(UUID.randomUUID(), "bucket")).isInstanceOf(LibraryProblem.class);
        assertThatThrownBy(() -> move(arriving, "bucket")).hasMessageContaining("upload");
        assertThat(place(video)).isEqualTo("disk");
    }

    private static UUID addUpload(UUID video, boolean settled) {
        var id = Shelf.aged(10);
        shelf.update("""
                insert into uploads (id, user_id, video_id, length, received, store, storage_key, expires_at, completed_at, settled_at)
                values (?, ?, ?, 1000, case when ? then 1000 else 0 end, 'disk', ?, now() + interval '1 day',
                    case when ? then now() end, case when ? then now() end)""", id, ada.id(), video, settled, "videos/" + video + "/originals/" + id, settled, settled);
        return id;
    }

    @Test
    void video_does_not_come_back_before_its_old_bytes_are_gone() {
        var video = shelf.video("disk");
        move(video, "bucket");
        runJobs();

        assertThatThrownBy(() -> move(video, "disk"))
                .isInstanceOf(MovingProblem.class)
                .hasMessageContaining("deleted");
        shelf.sweep();
        move(video, "disk");
        runJobs();

        assertThere(video, "disk");
    }

    @Test
    void upload_that_is_over_keeps_no_bytes_in_the_old_store() {
        var video = shelf.video("disk");
        addUpload(video, true);

        move(video, "bucket");
        runJobs();
        shelf.sweep();

        assertThat(shelf.has("disk", "videos/" + video)).isFalse();
        assertThere(video, "bucket");
    }

    @Test
    void move_that_was_killed_goes_on_with_what_is_missing_or_different() throws IOException {
        var video = shelf.video("disk");
        shelf.put("bucket", "videos/" + video + "/hls/1.m4s", Shelf.bytes("hls/1.m4s", 1000));
        shelf.put("bucket", "videos/" + video + "/hls/2.m4s", Shelf.bytes("torn", 1000));
        shelf.put("bucket", "videos/" + video + "/hls/of-yesterday", Shelf.bytes("torn", 10));
        var copied = shelf.store("bucket")
                .find(MediaKey.of("videos/" + video + "/hls/1.m4s"))
                .orElseThrow();

        move(video, "bucket");
        runJobs();

        assertThere(video, "bucket");
        assertThat(shelf.store("bucket").find(copied.key())).contains(copied);
    }

    @Test
    void video_whose_copy_loses_a_file_at_the_last_moment_does_not_change_sides() throws Exception {
        var video = shelf.video("disk");
        for (var name : FILES) {
            shelf.put("disk", "videos/" + video + "/" + name, Shelf.bytes(name, 24 << 20));
        }
        var job = move(video, "second");
        var loss = Thread.ofVirtual().start(() -> shelf.loseTheFirst("second", video));

        runJobs();
        loss.join();

        assertThat(state(job)).startsWith("queued video-worked-on");
        assertThat(place(video)).isEqualTo("disk to second");
        CLOCK.advance(Duration.ofMinutes(5));
        runJobs();
        assertThat(place(video)).isEqualTo("second");
        assertThat(shelf.files("second", video)).containsExactly(FILES);
    }

    @Test
    void video_deleted_on_its_way_leaves_nothing_anywhere() {
        var video = shelf.video("disk");
        move(video, "bucket");
        shelf.put("bucket", "videos/" + video + "/hls/1.m4s", Shelf.bytes("hls/1.m4s", 1000));

        shelf.update("delete from videos where id = ?", video);
        runJobs();
        shelf.sweep();

        assertThat(shelf.has("disk", "videos/" + video)).isFalse();
        assertThat(shelf.has("bucket", "videos/" + video)).isFalse();
    }

    @Test
    void video_sent_elsewhere_on_its_way_arrives_there_alone() {
        var video = shelf.video("disk");
        var first = move(video, "bucket");
        shelf.put("bucket", "videos/" + video + "/hls/1.m4s", Shelf.bytes("hls/1.m4s", 1000));

        var second = move(video, "second");
        runJobs();
        shelf.sweep();

        assertThat(second).isEqualTo(first);
        assertThat(place(video)).isEqualTo("second");
        assertThere(video, "second");
        assertThat(shelf.has("bucket", "videos/" + video)).isFalse();
        assertThat(shelf.has("disk", "videos/" + video)).isFalse();
    }

    @Test
    void video_that_is_worked_on_changes_sides_afterwards() {
        var video = shelf.video("disk");
        shelf.update("insert into processing_jobs (job_type, video_id) values ('of_tomorrow', ?)", video);
        // Waits for its hour, perhaps for a year, and writes no file.
        shelf.update("insert into processing_jobs (job_type, video_id) values ('publish_due', ?)", video);

        var job = move(video, "bucket");
        runJobs();

        assertThat(state(job)).startsWith("queued");
        assertThat(place(video)).isEqualTo("disk to bucket");
        assertThere(video, "disk");
        shelf.update("delete from processing_jobs where job_type = 'of_tomorrow'");
        shelf.put("disk", "videos/" + video + "/hls/3.m4s", Shelf.bytes("hls/3.m4s", 10));
        CLOCK.advance(Duration.ofMinutes(5));
        runJobs();
        assertThat(place(video)).isEqualTo("bucket");
        assertThat(shelf.files("bucket", video)).hasSize(4);
    }

    @Test
    void store_that_is_down_ends_the_move_in_the_end_and_the_video_stays() throws IOException {
        var video = shelf.video("disk");
        var job = move(video, "bucket");
        shelf.update("update processing_jobs set max_attempts = 1 where id = ?", job);
        S3Server.get().kill();
        try {
            runJobs();
        } finally {
            S3Server.get().restart();
        }

        assertThat(state(job)).isEqualTo("failed not-moved");
        assertThat(place(video)).isEqualTo("disk");
        shelf.sweep();
        assertThere(video, "disk");
        assertThat(shelf.has("bucket", "videos/" + video)).isFalse();
    }

    @Test
    void all_of_a_store_move_and_those_that_cannot_are_counted() {
        shelf.update("delete from videos");
        var videos = List.of(shelf.video("second"), shelf.video("second"));
        var stuck = shelf.video("second");
        addUpload(stuck, false);
        var other = shelf.video("disk");

        var moved =
                Caller.system("test").call(() -> kinora.bean(Moving.class).moveAll(Optional.of("second"), "bucket", 9));
        runJobs();

        assertThat(moved).isEqualTo(new Moving.Moved(2, 1, false));
        videos.forEach(video -> assertThere(video, "bucket"));
        assertThat(place(stuck)).isEqualTo("second");
        assertThat(place(other)).isEqualTo("disk");
    }
}
