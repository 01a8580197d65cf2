package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many at once, and many who want to write to one. */
class ParallelUploadsTest {
    private static RunningKinora kinora;
    private static List<Desk> people;
    private static Desk moe;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        people = List.of(Desk.of(kinora, People.member(kinora, "ada")), Desk.of(kinora, People.member(kinora, "lin")));
        moe = Desk.of(kinora, People.member(kinora, "moe"));
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void fifty_at_once_arrive_whole_and_are_counted() throws Exception {
        var uploads = new ArrayList<Future<Integer>>();
        var go = new CountDownLatch(1);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each = 0; each < 50; each++) {
                var person = people.get(each % 2);
                uploads.add(callers.submit(() -> {
                    var upload = person.begin(film.length);
                    go.await(30, TimeUnit.SECONDS);
                    var half = film.length / 2;
                    person.patch(upload, 0, Arrays.copyOf(film, half));
                    return person.patch(upload, half, Arrays.copyOfRange(film, half, film.length))
                            .statusCode();
                }));
            }
            go.countDown();
        }
        kinora.bean(Jobs.class).runDue();

        for (var upload : uploads) {
            assertThat(upload.get()).isEqualTo(204);
        }
        var ada = people.getFirst();
        assertThat(ada.row(
                        "select count(*) || ' ' || count(distinct original_sha256) from videos where status = 'ready' and user_id <> ?",
                        moe.person().id()))
                .isEqualTo("50 1");
        assertThat(ada.row("select encode(min(original_sha256), 'hex') from videos"))
                .isEqualTo(Desk.sha256(film));
        assertThat(ada.usage()).isEqualTo("25 " + 25L * film.length);
    }

    @Test
    void of_two_who_write_to_one_upload_one_is_told_to_wait_and_no_byte_comes_twice() throws Exception {
        var upload = moe.begin(film.length);
        var answers = new ArrayList<Future<Integer>>();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each = 0; each < 8; each++) {
                answers.add(callers.submit(() -> moe.patch(upload, 0, film).statusCode()));
            }
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).contains(204).allMatch(status -> status == 204 || status == 423 || status == 409);
        assertThat(statuses.stream().filter(status -> status == 204)).hasSize(1);
        assertThat(moe.offset(upload)).isEqualTo(film.length);
        assertThat(moe.send("GET", UPLOADS, new byte[0]).statusCode()).isEqualTo(200);
    }
}
