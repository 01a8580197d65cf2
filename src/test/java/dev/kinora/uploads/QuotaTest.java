package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody may upload is reserved when it begins and settled when it ends. */
class QuotaTest {
    private static final byte[] NOTHING = new byte[0];

    private static RunningKinora kinora;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void of_fifty_at_once_exactly_as_many_begin_as_the_month_allows() throws Exception {
        var lin = Desk.of(kinora, People.member(kinora, "lin"));
        var answers = new ArrayList<Future<Integer>>();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each = 0; each < 50; each++) {
                answers.add(callers.submit(() -> lin.tus("POST", UPLOADS, NOTHING, "Upload-Length", "1000000")
                        .statusCode()));
            }
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(30);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(20);
        assertThat(lin.usage()).isEqualTo("30 30000000");
    }

    @Test
    void bytes_beyond_the_plan_are_refused_before_they_come() {
        var ada = Desk.of(kinora, People.member(kinora, "ada"));
        var most = 10L << 30;
        ada.begin(most - 1000);

        var tooMuch = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "1001");
        var fits = ada.tus("POST", UPLOADS, NOTHING, "Upload-Length", "1000");

        assertThat(tooMuch.statusCode()).isEqualTo(413);
        assertThat(ada.json(tooMuch).get("code").asString()).isEqualTo("quota-storage");
        assertThat(fits.statusCode()).isEqualTo(201);
    }

    @Test
    void what_a_video_counts_comes_back_when_it_is_deleted_for_good_and_the_month_s_count_does_not() {
        var mal = Desk.of(kinora, People.member(kinora, "mal"));
        var video =
                mal.json(mal.send("PUT", UPLOADS + "/film.mp4", film)).get("id").asString();
        var used = mal.usage();
        mal.send("DELETE", "/api/v1/videos/" + video, NOTHING);
        var binned = mal.usage();

        mal.send("DELETE", "/api/v1/bin/" + video, NOTHING);

        assertThat(used).isEqualTo("1 " + film.length);
        assertThat(binned).isEqualTo(used);
        assertThat(mal.usage()).isEqualTo("1 0");
    }

    @Test
    void parts_take_up_what_they_did_when_the_whole_made_of_them_is_given_up() {
        var zoe = Desk.of(kinora, People.member(kinora, "zoe"));
        var front = zoe.begin(5000, "Upload-Concat", "partial");
        var back = zoe.begin(film.length - 5000, "Upload-Concat", "partial");
        zoe.patch(front, 0, Arrays.copyOf(film, 5000));
        zoe.patch(back, 0, Arrays.copyOfRange(film, 5000, film.length));
        var parts = zoe.usage();
        var whole = zoe.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back);

        var given = zoe.tus("DELETE", whole.headers().firstValue("Location").orElseThrow(), NOTHING);

        assertThat(parts).isEqualTo("0 " + film.length);
        assertThat(given.statusCode()).isEqualTo(204);
        assertThat(zoe.usage()).isEqualTo(parts);
        zoe.tus("DELETE", front, NOTHING);
        zoe.tus("DELETE", back, NOTHING);
        assertThat(zoe.usage()).isEqualTo("0 0");
    }

    @Test
    void upload_nobody_goes_on_with_expires_with_its_reservation_and_bytes() {
        var moe = Desk.of(kinora, People.member(kinora, "moe"));
        var upload = moe.begin(film.length);
        moe.patch(upload, 0, Arrays.copyOf(film, 5000));

        moe.row(
                "update uploads set expires_at = now() - interval '1 second' where user_id = ? returning id",
                moe.person().id());
        var expired = moe.head(upload);
        expire();

        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(moe.head(upload).statusCode()).isEqualTo(404);
        assertThat(moe.usage()).isEqualTo("0 0");
        assertThat(moe.row(
                        "select count(*) from videos where user_id = ?",
                        moe.person().id()))
                .isEqualTo("0");
    }

    @Test
    void upload_that_cannot_be_completed_holds_up_no_other_and_is_given_up_a_week_later() {
        var kim = Desk.of(kinora, People.member(kinora, "kim"));
        var stranded = kim.row("""
                with made as (select gen_random_uuid() as id)
                insert into uploads (id, user_id, length, received, store, storage_key, expires_at, updated_at)
                select id, ?, 5, 5, 'of-yesterday', 'uploads/' || id, now() - interval '1 hour', now() - interval '1 hour'
                from made returning id::text""", kim.person().id());
        var expired = kim.begin(film.length);
        kim.row(
                "update uploads set expires_at = now() - interval '1 second' where user_id = ? and length > 5 returning id",
                kim.person().id());

        expire();

        assertThat(kim.head(expired).statusCode()).isEqualTo(404);
        assertThat(kim.row("select count(*) from uploads where id = ?::uuid", stranded))
                .isEqualTo("1");
        kim.row("update uploads set expires_at = now() - interval '8 days' where id = ?::uuid returning id", stranded);
        expire();
        assertThat(kim.row("select count(*) from uploads where id = ?::uuid", stranded))
                .isEqualTo("0");
    }

    @Test
    void who_has_more_than_their_plan_allows_replaces_a_film_by_a_smaller_one_and_joins_what_is_there() {
        var ben = Desk.of(kinora, People.member(kinora, "ben"));
        var larger = Arrays.copyOf(film, film.length + 100_000);
        var video = ben.json(ben.send("PUT", UPLOADS + "/film.mp4", larger))
                .get("id")
                .asString();
        kinora.bean(Jobs.class).runDue();
        var front = ben.begin(5000, "Upload-Concat", "partial");
        var back = ben.begin(film.length - 5000, "Upload-Concat", "partial");
        ben.patch(front, 0, Arrays.copyOf(film, 5000));
        ben.patch(back, 0, Arrays.copyOfRange(film, 5000, film.length));
        ben.row(
                "update users set storage_used_bytes = storage_used_bytes + ? where id = ? returning id",
                10L << 30,
                ben.person().id());

        var smaller = ben.send("PUT", "/api/v1/videos/" + video + "/file?filename=smaller.mp4", film);
        var whole = ben.tus("POST", UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back);
        var another = ben.tus("POST", UPLOADS, NOTHING, "Upload-Length", "1");
        var endless = ben.tus("POST", UPLOADS, NOTHING, "Upload-Defer-Length", "1");

        assertThat(smaller.statusCode()).as(smaller.body()).isEqualTo(202);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(201);
        assertThat(another.statusCode()).isEqualTo(413);
        assertThat(endless.statusCode()).isEqualTo(413);
        assertThat(ben.json(endless).get("code").asString()).isEqualTo("quota-storage");
        kinora.bean(Jobs.class).runDue();
        assertThat(ben.usage()).isEqualTo("2 " + ((10L << 30) + 2L * film.length));
    }

    private static void expire() {
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueue(new Expiring.Expire()));
        kinora.bean(Jobs.class).runDue();
    }
}
