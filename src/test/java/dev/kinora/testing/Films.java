package dev.kinora.testing;

import java.sql.SQLException;
import java.util.UUID;

/** Videos to find, put on lists and tell others of, made as the system makes them. */
public final class Films {
    private Films() {}

    /** @param uid what it is called in addresses */
    public record Film(UUID id, String uid) {}

    public static Film published(People.Person owner, String title) {
        return insert(owner, title, "", "public", "now() - interval '1 minute'");
    }

    public static Film published(People.Person owner, String title, String description) {
        return insert(owner, title, description, "public", "now() - interval '1 minute'");
    }

    /** @param visibility of the enum; it is published as well */
    public static Film of(People.Person owner, String title, String visibility) {
        return insert(owner, title, "", visibility, "now() - interval '1 minute'");
    }

    private static Film insert(
            People.Person owner, String title, String description, String visibility, String published) {
        var film = new Film(UUID.randomUUID(), UUID.randomUUID().toString().replace("-", ""));
        execute(
                owner.kinora(),
                """
                with made as (
                    insert into videos (id, provider_uid, user_id, title, description, visibility, status, duration)
                    values (?::uuid, ?, ?::uuid, ?, ?, ?::video_visibility, 'queued', 90) returning id)
                select from made""",
                film.id().toString(),
                film.uid(),
                owner.id().toString(),
                title,
                description,
                visibility);
        execute(
                owner.kinora(),
                "update videos set status = 'inprogress' where id = ?::uuid",
                film.id().toString());
        execute(
                owner.kinora(),
                "update videos set status = 'ready', processing_progress = 100, published_at = " + published
                        + " where id = ?::uuid",
                film.id().toString());
        return film;
    }

    /** With an edition that plays, of a picture of this size; where its bytes lie is for the test to say. */
    public static Film playable(RunningKinora kinora, Film film, int width, int height) {
        var id = film.id().toString();
        execute(
                kinora,
                "insert into video_metadata (video_id, width, height) values (?::uuid, " + width + ", " + height + ")",
                id);
        execute(
                kinora,
                "insert into editions (video_id, source_key, chunks, playable_at) values (?::uuid, 'test', 1, now())",
                id);
        execute(
                kinora,
                "update videos set edition_id = (select e.id from editions e where e.video_id = videos.id) where id = ?::uuid",
                id);
        return film;
    }

    /** What is said in it, four seconds a sentence. */
    public static void says(RunningKinora kinora, Film film, String... sentences) {
        var caption = UUID.randomUUID().toString();
        execute(
                kinora,
                "insert into captions (id, video_id, language, label, origin, vtt) values (?::uuid, ?::uuid, 'en', 'English', 'uploaded', E'WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello')",
                caption,
                film.id().toString());
        for (int i = 0; i < sentences.length; i++) {
            execute(
                    kinora,
                    "insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text) values (?::uuid, ?::uuid, "
                            + (i + 1) + ", " + 4 * i + ", " + (4 * i + 4) + ", ?)",
                    caption,
                    film.id().toString(),
                    sentences[i]);
        }
    }

    /** Captions in which nothing is said yet. */
    public static void begins(RunningKinora kinora, Film film) {
        execute(
                kinora,
                "insert into captions (video_id, language, label, origin, vtt) values (?::uuid, 'en', 'English', 'uploaded', E'WEBVTT - A long title of what is to come\n\n')",
                film.id().toString());
    }

    /** As the upkeep does each minute. */
    public static void countWords(RunningKinora kinora) {
        execute(kinora, "select fold_search_words()");
        execute(kinora, "select fold_said_words()");
    }

    /** As the system. */
    public static void execute(RunningKinora kinora, String sql, String... arguments) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
