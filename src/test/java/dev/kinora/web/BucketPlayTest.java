package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.storage.S3Server;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Films that lie in a bucket, which a browser fetches from there: past Kinora, and from another origin than the page. */
class BucketPlayTest {
    private static final S3Server S3 = S3Server.get();
    private static final String BUCKET = S3.bucket();

    private static RunningKinora kinora;
    private static String uid;

    @BeforeAll
    static void upload() throws IOException {
        var settings = new ArrayList<>(S3.options("bucket", BUCKET));
        settings.addAll(List.of(
                "--kinora.storage.store=bucket",
                "--kinora.processing.ladder=180",
                "--kinora.processing.preset=ultrafast"));
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        uid = Uploaded.eightSeconds(kinora, People.member(kinora, "ada"), "Away");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static void playsFromTheBucket(String page) {
        try (var visit = Visit.to(kinora, 1000, ColorScheme.LIGHT)) {
            var fetched = new ArrayList<Response>();
            visit.page.onResponse(response -> {
                if (response.url().startsWith(S3.endpoint())) fetched.add(response);
            });
            visit.go(page);
            until(visit, "p.state.canPlay");
            visit.page.evaluate("() => document.querySelector('media-player').play()");
            until(visit, "p.state.ended");

            assertThat(fetched).extracting(Response::status).isNotEmpty().containsOnly(200);
            assertThat(fetched).extracting(Response::url).anyMatch(url -> url.contains(".m4s?X-Amz-"));
            visit.assertNothingWasComplained();
        }
    }

    private static void until(Visit visit, String condition) {
        visit.page.waitForFunction(
                "() => { const p = document.querySelector('media-player'); return p && (" + condition + ") }",
                null,
                new Page.WaitForFunctionOptions().setTimeout(60_000));
    }

    @Test
    void a_film_in_a_bucket_plays_on_its_page() {
        playsFromTheBucket("/watch/" + uid + "?muted");
    }

    @Test
    void a_film_in_a_bucket_plays_without_a_page_around_it_too() {
        playsFromTheBucket("/embed/" + uid + "?muted");
    }

    @Test
    void pictures_of_the_time_line_are_shown_from_the_bucket() {
        try (var visit = Visit.to(kinora, 1000, ColorScheme.LIGHT).go("/watch/" + uid)) {
            var width = visit.page.evaluate("""
                    async of => {
                      const track = await (await fetch(`/media/${of}/storyboard.vtt`)).text()
                      const picture = new Image()
                      picture.src = new URL(/\\S+\\.jpg/.exec(track)[0], new URL(`/media/${of}/`, location.href)).href
                      await picture.decode()
                      return picture.naturalWidth
                    }""", uid);

            assertThat((Integer) width).isPositive();
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void the_policy_of_pages_names_the_bucket_where_films_and_pictures_come_from_and_nowhere_else() {
        var bucket = S3.endpoint() + "/" + BUCKET + "/";
        assertThat(kinora.get("/watch/" + uid).headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: "
                        + bucket + "; media-src 'self' blob: " + bucket
                        + "; font-src 'self'; connect-src 'self' "
                        + bucket + "; worker-src 'self' blob:; object-src 'none'; base-uri 'none';"
                        + " form-action 'self'; frame-ancestors 'self'");
    }
}
