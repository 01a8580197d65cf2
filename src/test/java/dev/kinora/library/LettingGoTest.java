package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is thrown away, what may not be, and what goes when something else takes its place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LettingGoTest {
    private final RunningKinora kinora =
            RunningKinora.start("--kinora.jobs.background=false", "--kinora.storage.stores.second.kind=disk");
    private final People.Person ada = People.member(kinora, "ada");
    private final Shelf shelf = new Shelf(kinora, ada.id());
    private final Videos videos = kinora.bean(Videos.class);
    private final Thumbnails thumbnails = kinora.bean(Thumbnails.class);

    @AfterAll
    void stop() {
        kinora.close();
    }

    private <T> T asAda(Callable<T> work) throws Exception {
        return new Caller(new Viewer.User(ada.id()), "test", null, null).call(work::call);
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 18, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private List<String> pictures(String store, UUID video) {
        return shelf.files(store, video).stream()
                .filter(file -> file.startsWith("thumbnails/"))
                .toList();
    }

    @Test
    void what_is_in_the_bin_already_is_not_thrown_away_again() throws Exception {
        shelf.update(
                "insert into webhooks (user_id, url, secret_encrypted) values (?, 'https://example.org/hook', '\\x00')",
                ada.id());
        var one = shelf.video("disk");
        var two = shelf.video("disk");

        var first = asAda(() -> videos.putIntoBin(List.of(one)));
        var second = asAda(() -> videos.putIntoBin(List.of(one, two)));

        assertThat(first.kept()).containsExactly(one);
        assertThat(second.kept()).containsExactly(two);
        assertThat(shelf.row(
                        "select count(*) from webhook_deliveries where event = 'video.deleted' and payload ->> 'id' = ?",
                        one.toString()))
                .isEqualTo("1");
    }

    @Test
    void film_that_a_lesson_shows_is_not_deleted_for_good_and_the_refusal_says_why() throws Exception {
        var video = shelf.video("disk");
        var course = UUID.randomUUID();
        shelf.update(
                "insert into courses (id, instructor_id, slug, title) values (?, ?, 'yoga', 'Yoga')", course, ada.id());
        shelf.update(
                "insert into course_videos (course_id, lesson_id, video_id, position) values (?, 'one', ?, 1)",
                course,
                video);
        asAda(() -> videos.putIntoBin(List.of(video)));

        assertThatThrownBy(() -> asAda(() -> videos.purge(List.of(video))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("in-use");
                    assertThat(problem.category()).isEqualTo(Problem.Category.CONFLICT);
                    assertThat(problem.sentence()).contains("lesson");
                });
        var loose = shelf.video("disk");
        var used = shelf.video("disk");
        shelf.update("update videos set title = 'Not thrown away' where id = ?", used);
        asAda(() -> videos.putIntoBin(List.of(loose)));
        assertThatThrownBy(() -> asAda(() -> videos.purge(List.of(loose, used, video))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("in-use");
                    assertThat(problem.sentence())
                            .startsWith("Nothing was deleted. ")
                            .contains("\u201cNot thrown away\u201d is not in the bin.")
                            .contains("is shown by a lesson of a course.");
                    assertThat(problem.details().get("videos"))
                            .asInstanceOf(InstanceOfAssertFactories.list(LibraryProblem.Hindrance.class))
                            .extracting(LibraryProblem.Hindrance::id)
                            .containsExactlyInAnyOrder(used, video);
                });
        assertThat(shelf.row("select count(*) from videos where id = ?", loose)).isEqualTo("1");

        shelf.update("delete from course_videos where course_id = ?", course);
        assertThat(asAda(() -> videos.purge(List.of(video)))).isEqualTo(1);
    }

    /** Of the deletions of videos the first so many find somebody in their way; what a sequence counts is not rolled back. */
    private void busy(int times) throws SQLException {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute("drop sequence if exists deletions cascade");
            statement.execute("create sequence deletions");
            statement.execute("""
                    create or replace function be_busy() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
                    begin
                        if nextval('deletions') <= %d then
                            raise exception 'deadlock detected' using errcode = '40P01';
                        end if;
                        return old;
                    end $$""".formatted(times));
            statement.execute(
                    "create or replace trigger busy before delete on videos for each row execute function be_busy()");
        }
    }

    @Test
    void deletion_that_meets_the_work_on_a_film_is_done_again_but_not_for_ever() throws Exception {
        var one = shelf.video("disk");
        var two = shelf.video("disk");
        asAda(() -> videos.putIntoBin(List.of(one, two)));

        busy(3);
        assertThat(asAda(() -> videos.purge(List.of(one)))).isEqualTo(1);
        busy(4);
        assertThatThrownBy(() -> asAda(() -> videos.purge(List.of(two))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("busy"));
        assertThat(asAda(() -> videos.purge(List.of(two)))).isEqualTo(1);
        busy(0);
    }

    @Test
    void bin_is_emptied_of_all_but_what_a_lesson_shows_and_that_is_named() throws Exception {
        var shown = shelf.video("disk");
        var loose = shelf.video("disk");
        shelf.update("update videos set title = 'The first lesson' where id = ?", shown);
        var course = UUID.randomUUID();
        shelf.update(
                "insert into courses (id, instructor_id, slug, title) values (?, ?, 'tides', 'Tides')",
                course,
                ada.id());
        shelf.update(
                "insert into course_videos (course_id, lesson_id, video_id, position) values (?, 'one', ?, 1)",
                course,
                shown);
        asAda(() -> videos.putIntoBin(List.of(shown, loose)));

        var emptied = asAda(videos::emptyBin);

        assertThat(emptied.shown()).containsExactly("The first lesson");
        assertThat(shelf.row("select count(*) from videos where id = ?", loose)).isEqualTo("0");
        assertThat(shelf.row("select count(*) from videos where id = ?", shown)).isEqualTo("1");
        shelf.update("delete from course_videos where course_id = ?", course);
        assertThat(asAda(videos::emptyBin).shown()).isEmpty();
        assertThat(shelf.row("select count(*) from videos where id = ?", shown)).isEqualTo("0");
    }

    @Test
    void picture_that_was_replaced_is_deleted_and_the_one_in_use_stays() throws Exception {
        var video = shelf.video("disk");
        asAda(() -> thumbnails.upload(video, new ByteArrayInputStream(picture())));
        var old = pictures("disk", video);

        var now = asAda(() -> thumbnails.upload(video, new ByteArrayInputStream(picture())));
        assertThat(pictures("disk", video)).hasSize(2);
        shelf.sweep();

        assertThat(pictures("disk", video)).hasSize(1).doesNotContainAnyElementsOf(old);
        assertThat(now.thumbnailUrl())
                .endsWith(pictures("disk", video).getFirst().substring("thumbnails/".length()));
        shelf.update(
                "insert into doomed_media (store, path) values ('disk', ?)",
                "videos/" + video + "/" + pictures("disk", video).getFirst());
        shelf.sweep();
        assertThat(pictures("disk", video)).as("one that is doomed by mistake").hasSize(1);

        asAda(() -> thumbnails.remove(video));
        shelf.sweep();
        assertThat(shelf.files("disk", video)).containsExactly("hls/1.m4s", "hls/2.m4s", "originals/film");
    }

    @Test
    void picture_of_a_video_that_moved_away_meanwhile_is_not_taken_for_kept() throws Exception {
        var video = shelf.video("disk");
        var edits = new VideoEditStore(kinora.bean(Db.class));
        var url = "/thumbnails/" + video + "/" + UUID.randomUUID() + ".jpg";
        shelf.update("update videos set store = 'second' where id = ?", video);

        assertThat(asAda(() -> edits.setThumbnail(video, url, null, "disk"))).isFalse();
        assertThat(asAda(() -> edits.setThumbnail(video, url, null, "second"))).isTrue();
        assertThat(asAda(() -> thumbnails.upload(video, new ByteArrayInputStream(picture())))
                        .thumbnailUrl())
                .isNotEqualTo(url);
        assertThat(pictures("second", video)).hasSize(1);
        assertThat(pictures("disk", video)).isEmpty();
    }
}
