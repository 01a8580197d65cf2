package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films.Film;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Ada's films in which something is said. */
final class Spoken {
    private static final String KEY = WatchCast.ADA.key(ApiScope.values());

    private Spoken() {}

    /** A line each second, forty in all. */
    static Film film(String title) {
        var film = WatchCast.playable(title, "");
        var vtt = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < 40; i++) {
            vtt.append("\n00:%02d.000 --> 00:%02d.000\n".formatted(i, i + 1))
                    .append(i % 10 == 3 ? "Café <i>number</i> " + i + "." : "Line number " + i + ", which is said.")
                    .append('\n');
        }
        put(film, "en", vtt.toString());
        return film;
    }

    static void put(Film film, String language, String vtt) {
        var answer = WatchCast.KINORA.send(HttpRequest.newBuilder(URI.create(address(film) + "/" + language))
                .headers("Authorization", "Bearer " + KEY, "Content-Type", "text/vtt")
                .PUT(BodyPublishers.ofString(vtt)));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    static String vtt(Film film, String language) {
        return WatchCast.KINORA
                .get("/api/v1/videos/" + film.id() + "/captions/" + language + "/vtt", "Authorization", "Bearer " + KEY)
                .body();
    }

    private static String address(Film film) {
        return WatchCast.KINORA.url("/api/v1/videos/" + film.id() + "/captions");
    }

    static void until(Visit visit, String condition) {
        visit.page.waitForFunction(
                "() => { const p = document.querySelector('media-player'), box = document.querySelector('[data-transcript-lines]'),"
                        + " now = document.querySelector('[data-line][aria-current]');"
                        + " return p?.state?.canPlay && (" + condition + ") }",
                null,
                new Page.WaitForFunctionOptions().setTimeout(120_000));
    }
}
