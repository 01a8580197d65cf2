package dev.kinora.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.captions.Captions;
import dev.kinora.chaptering.Chapters;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.playback.Beats;
import dev.kinora.playlists.Featured;
import dev.kinora.playlists.Playlists;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.uploads.FolderImports;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of one clip of the demo when it is asked for again. */
class FillingTest {
    private static RunningKinora kinora;
    private static People.Person ada;
    private static Map<String, UUID> people;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.processing.ladder=90", "--kinora.processing.preset=ultrafast");
        ada = People.member(kinora, "ada");
        people = Map.of("ada", ada.id(), "lin", People.member(kinora, "lin").id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static Filling filling() {
        return new Filling(
                kinora.bean(Ffmpeg.class),
                kinora.bean(FolderImports.class),
                kinora.bean(Videos.class),
                kinora.bean(Playlists.class),
                kinora.bean(Featured.class),
                new Audience(kinora.bean(Beats.class)),
                kinora.bean(Captions.class),
                kinora.bean(Chapters.class),
                new DemoStore(kinora.bean(Db.class)));
    }

    /** Of a colour of its own: of the same bytes one is taken. */
    private static Clip clip(String colour) {
        return Clip.of(colour + ".mp4", "ada", "All " + colour, "Nothing but " + colour + ".", 4, picture(colour))
                .inParts("One half", "The other half")
                .saying("Here.", "And there.")
                .on("Colours");
    }

    private static String picture(String colour) {
        return "color=" + colour + ":s=160x90:r=10";
    }

    private static Video now(UUID video) {
        return asAda().call(() -> kinora.bean(Videos.class).get(video));
    }

    private static Caller asAda() {
        return Caller.system("test").as(new Viewer.User(ada.id()));
    }

    private static UUID found(Clip clip) {
        return Caller.system("test")
                .call(() -> new DemoStore(kinora.bean(Db.class)).find(ada.id(), clip))
                .orElseThrow();
    }

    @Test
    void a_clip_that_was_broken_off_between_its_upload_and_its_publication_is_published() throws Exception {
        var clip = clip("red");
        var file = dev.kinora.media.Clips.made(
                clip.file(), "-f", "lavfi", "-i", clip.picture(), "-t", "4", "-pix_fmt", "yuv420p");
        var left =
                asAda().call(() -> kinora.bean(FolderImports.class).bring(file)).orElseThrow();
        assertThat(left.isOut()).isFalse();

        assertThat(filling().bring(clip, people)).isTrue();

        assertThat(found(clip)).isEqualTo(left.id());
        assertThat(now(left.id()).isOut()).isTrue();
        assertThat(now(left.id()).title()).isEqualTo("All red");
        assertThat(kinora.get("/api/v1/profiles/ada/playlists").body()).contains("Colours");
        assertThat(filling().bring(clip, people)).isFalse();
    }

    @Test
    void a_clip_of_which_not_all_came_is_brought_anew() throws Exception {
        var clip = clip("green");
        Films.execute(
                kinora,
                """
                insert into videos (provider_uid, user_id, title, description, visibility, status, original_filename)
                values (?, ?::uuid, 'green', '', 'private', 'pendingupload', 'green.mp4')""",
                UUID.randomUUID().toString().replace("-", ""),
                ada.id().toString());

        assertThat(filling().bring(clip, people)).isTrue();

        assertThat(now(found(clip)).title()).isEqualTo("All green");
    }

    @Test
    void a_clip_that_its_owner_took_back_stays_away() throws Exception {
        var clip = clip("blue");
        assertThat(filling().bring(clip, people)).isTrue();
        var film = found(clip);

        asAda().run(() -> kinora.bean(Videos.class).withdraw(film, null));
        assertThat(filling().bring(clip, people)).isFalse();
        assertThat(now(film).isOut()).isFalse();

        asAda().run(() -> kinora.bean(Videos.class).putIntoBin(List.of(film)));
        assertThat(filling().bring(clip, people)).isFalse();
        assertThat(now(film).isBinned()).isTrue();
    }
}
