package dev.kinora.web;

import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** An instructor with films in every state, and somebody who has none. */
final class StudioCast {
    static final People.Person ADA = People.member(Visit.kinora(), "ada");
    static final People.Person LIN = People.member(Visit.kinora(), "lin");
    static final String BROWSER = ADA.browser();
    static final String EMPTY = LIN.browser();

    /** A film that came by an upload and was looked into. */
    static final String FILM = upload(ADA, "hand press, inked.webm", Clips.webm());
    /** The same bytes once more. */
    static final String TWIN = upload(ADA, "hand press again.webm", Clips.webm());

    static final String LONG_NAME =
            "How a hand press is set, inked and pulled, filmed from above with both hands in the picture"
                    + " the whole time, Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf_final_v2_really_final";

    static {
        add("Walk through the greenhouse", "queued", "private");
        add("Harbour at night", "inprogress", "unlisted");
        add(LONG_NAME, "ready", "public");
        add("An interview in the rain", "error", "private");
        add("Loom", "ready", "course");
        execute("update videos set processing_progress = 42 where title = 'Harbour at night'");
        execute("update videos set description = 'Two hours on the quay, cut to four minutes.', published_at = now(),"
                + " visibility = 'public' where id = '" + FILM + "'");
        execute("update videos set deleted_at = now() - interval '3 days' where title = 'Loom'");
        execute("update videos set scheduled_for = now() + interval '9 days' where title = 'Harbour at night'");
        execute("update videos set published_at = now() where title like 'How a hand%'");
    }

    private StudioCast() {}

    static void add(String title, String status, String visibility) {
        add(ADA, title, status, visibility);
    }

    static String add(People.Person owner, String title, String status, String visibility) {
        var id = AdminCast.id("""
                insert into videos (user_id, title, status, visibility, original_size, duration)
                values ('%s', '%s', 'queued', '%s', 48200000, 187.4) returning id""".formatted(owner.id(), title, visibility));
        if (status.equals("inprogress") || status.equals("ready")) {
            execute("update videos set status = 'inprogress' where id = '" + id + "'");
        }
        if (status.equals("ready")) {
            execute("update videos set status = 'ready', processing_progress = 100 where id = '" + id + "'");
        }
        if (status.equals("error")) {
            execute("update videos set status = 'error', error_code = 'ERR_MALFORMED_VIDEO',"
                    + " error_message = 'The film ends in the middle of a picture.' where id = '" + id + "'");
        }
        return id;
    }

    static String video(String title) {
        return AdminCast.id("select id from videos where title = '" + title + "' order by created_at desc limit 1");
    }

    static void execute(String sql) {
        AdminCast.execute(sql);
    }

    /** @return the id of its video */
    static String upload(People.Person owner, String name, Path file) {
        try {
            var answer = Visit.kinora()
                    .send(HttpRequest.newBuilder(
                                    URI.create(Visit.kinora().url("/api/v1/uploads/") + name.replace(" ", "%20")))
                            .header("Authorization", "Bearer " + owner.key(ApiScope.values()))
                            .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(file))));
            return JsonMapper.shared().readTree(answer.body()).get("id").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
