package dev.kinora.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.List;
import routes.FilmRoutes;

/** A Kinora with films that play: ada's, whole and in the making, seen by lin and by strangers. */
final class WatchCast {
    static final RunningKinora KINORA = RunningKinora.start(List.of(FilmRoutes.class));
    static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(120_000);
    static final People.Person ADA = People.member(KINORA, "ada");
    static final People.Person LIN = People.member(KINORA, "lin");
    static final String LONG =
            "How a hand press is set, inked and pulled, filmed from above with both hands in the picture"
                    + " Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf_final";

    static final Film PRESS = playable(
            "A hand press, inked",
            "From setting the type to pulling the sheet.\n\n0:10 Inking\n0:30 Pulling\n\nMore at https://example.org/press. #letterpress");
    static final Film PLAIN = playable(LONG, "");
    static final Film TALL = Films.playable(KINORA, film("A stairwell, from below", ""), 360, 640);

    static {
        run("""
                insert into chapters (video_id, chapter_order, title, start_time_seconds, end_time_seconds)
                select v.id, part.* from videos v, (values (1, 'Setting the type', 0, 10), (2, 'Inking', 10, 30), (3, 'Pulling the sheet', 30, 40)) part
                where v.id = ?::uuid""", PRESS);
        run(
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello')",
                PRESS);
        run(
                "update videos set tags = '{printing,craft}', hashtags = '{letterpress}', download_allowed_at = now() where id = ?::uuid",
                PRESS);
        run("update video_counters set views = 1204 where video_id = ?::uuid", PRESS);
    }

    private WatchCast() {}

    static Film playable(String title, String description) {
        return Films.playable(KINORA, film(title, description), 640, 360);
    }

    static Film film(String title, String description) {
        var film = Films.published(ADA, title, description);
        run(
                "update videos set duration = 40, thumbnail_url = '/films/' || provider_uid || '/thumbnails/thumbnail.jpg' where id = ?::uuid",
                film);
        return film;
    }

    /** Of which so many segments of two seconds can be played. */
    static Film growing(String title, int percent, int segments) {
        var film = playable(title, "");
        run("update videos set status = 'inprogress' where id = ?::uuid", film);
        run("update videos set processing_progress = " + percent + " where id = ?::uuid", film);
        FilmRoutes.GROWING.put(film.uid(), segments);
        return film;
    }

    static void finish(Film film) {
        FilmRoutes.GROWING.remove(film.uid());
        run("update videos set status = 'ready', processing_progress = 100 where id = ?::uuid", film);
    }

    /** @param sql with the film's id as its one argument */
    static void run(String sql, Film film) {
        Films.execute(KINORA, sql, film.id().toString());
    }

    /** As the system remembers what somebody watched. */
    static void watched(People.Person who, Film film, int position) {
        Films.execute(
                KINORA,
                "insert into video_views (user_id, video_id, duration_seconds, last_position) values (?::uuid, ?::uuid, 40, "
                        + position + ")",
                who.id().toString(),
                film.id().toString());
    }

    static Visit at(String path, int width, ColorScheme scheme) {
        return Visit.to(KINORA, width, scheme).go(path);
    }

    static Visit at(String path) {
        return at(path, 1440, ColorScheme.LIGHT);
    }

    static Visit as(People.Person who, String path) {
        return Visit.signedIn(KINORA, who.browser(), path, 1440, ColorScheme.LIGHT);
    }

    /** @param condition of the video v and its player p */
    static void until(Visit visit, String condition) {
        visit.page.waitForFunction(
                "() => { const v = document.querySelector('video'), p = document.querySelector('media-player');"
                        + " return v && p && (" + condition + ") }",
                null,
                PATIENT);
    }

    static void ready(Visit visit) {
        until(visit, "p.state.canPlay");
    }

    static void play(Visit visit) {
        ready(visit);
        // A gesture, without which no browser plays what can be heard.
        visit.press("k");
        until(visit, "!v.paused && v.currentTime > 0.5");
    }
}
