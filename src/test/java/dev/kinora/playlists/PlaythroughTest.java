package dev.kinora.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Films;
import dev.kinora.testing.Films.Film;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A list around the video of it that plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaythroughTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final Playlists playlists = kinora.bean(Playlists.class);
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person lin = People.member(kinora, "lin");
    private final People.Person mal = People.member(kinora, "mal");

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return new Caller(viewer, "test", null, null).call(work::get);
    }

    private static Viewer viewer(People.Person person) {
        return new Viewer.User(person.id());
    }

    private Film playable(People.Person owner) {
        return Films.playable(kinora, Films.published(owner, "Plays"), 640, 360);
    }

    private UUID list(String visibility, Film... films) {
        return as(viewer(lin), () -> {
            var made = playlists.create(lin.id(), new Playlist.Draft("A list", null, visibility));
            for (var film : films) {
                playlists.add(made.id(), film.id());
            }
            return made.id();
        });
    }

    private Optional<Playthrough> seen(Viewer viewer, UUID list, UUID video) {
        return as(viewer, () -> playlists.around(list, video));
    }

    private Playthrough around(Viewer viewer, UUID list, UUID video) {
        return seen(viewer, list, video).orElseThrow();
    }

    private static @Nullable String uid(PlaylistItem.@Nullable Video video) {
        return video == null ? null : video.uid();
    }

    private static boolean isPlayable(PlaylistItem item) {
        var video = item.video();
        return video != null && video.playable();
    }

    private void hide(Film film, String how) {
        Films.execute(
                kinora,
                "update videos set " + how + " where id = ?::uuid",
                film.id().toString());
    }

    @Test
    void a_list_is_counted_around_the_video_that_plays() {
        var films = IntStream.range(0, 4).mapToObj(_ -> playable(ada)).toArray(Film[]::new);
        var list = list("public", films);

        var third = around(Viewer.ANONYMOUS, list, films[2].id());
        assertThat(third.place()).isEqualTo(3);
        assertThat(third.videos()).isEqualTo(4);
        assertThat(third.items()).extracting(PlaylistItem::place).containsExactly(1, 2, 3, 4);
        assertThat(third.before()).isZero();
        assertThat(third.behind()).isZero();
        assertThat(uid(third.previous())).isEqualTo(films[1].uid());
        assertThat(uid(third.next())).isEqualTo(films[3].uid());
        assertThat(around(Viewer.ANONYMOUS, list, films[0].id()).previous()).isNull();
        assertThat(around(Viewer.ANONYMOUS, list, films[3].id()).next()).isNull();
    }

    @Test
    void what_cannot_be_played_stands_there_and_is_passed_over() {
        var first = playable(ada);
        var unmade = Films.published(ada, "Not made");
        var hidden = playable(ada);
        var binned = playable(lin);
        var last = playable(ada);
        var list = list("public", unmade, first, hidden, binned, last);
        hide(hidden, "visibility = 'private'");
        hide(binned, "deleted_at = now()");

        var seen = around(viewer(lin), list, first.id());
        assertThat(seen.items()).hasSize(5);
        assertThat(seen.items().get(2).video()).isNull();
        assertThat(seen.items().stream().filter(PlaythroughTest::isPlayable).map(PlaylistItem::videoId))
                .containsExactly(first.id(), last.id());
        assertThat(seen.previous()).isNull();
        assertThat(uid(seen.next())).isEqualTo(last.uid());
        assertThat(uid(around(viewer(lin), list, last.id()).previous())).isEqualTo(first.uid());

        var told = around(Viewer.ANONYMOUS, list, last.id());
        assertThat(told.place()).isEqualTo(3);
        assertThat(told.items()).extracting(PlaylistItem::videoId).containsExactly(unmade.id(), first.id(), last.id());
    }

    @Test
    void playing_it_through_begins_with_the_first_that_plays() {
        var unmade = Films.published(ada, "Not made");
        var first = playable(ada);
        var list = list("private", unmade, first, playable(ada));
        var nothing = list("public", unmade);

        assertThat(as(viewer(lin), () -> playlists.beginning(list)))
                .map(PlaylistItem.Video::uid)
                .contains(first.uid());
        assertThat(as(viewer(mal), () -> playlists.beginning(list))).isEmpty();
        assertThat(as(viewer(lin), () -> playlists.beginning(nothing))).isEmpty();
    }

    @Test
    void a_list_is_played_by_whoever_sees_it() {
        var film = playable(ada);
        var hidden = list("private", film);
        var binned = list("public", film);
        Films.execute(kinora, "update playlists set deleted_at = now() where id = ?::uuid", binned.toString());

        for (var viewer : new Viewer[] {Viewer.ANONYMOUS, viewer(mal), viewer(ada)}) {
            assertThat(seen(viewer, hidden, film.id())).isEmpty();
            assertThat(seen(viewer, binned, film.id())).isEmpty();
            assertThat(seen(viewer, list("unlisted", film), film.id())).isPresent();
            assertThat(seen(viewer, list("public", film), film.id())).isPresent();
        }
        assertThat(seen(viewer(lin), hidden, film.id())).isPresent();
        assertThat(seen(viewer(lin), hidden, playable(ada).id())).isEmpty();
        assertThat(seen(viewer(lin), UUID.randomUUID(), film.id())).isEmpty();
    }

    @Test
    void of_a_long_list_the_neighbours_are_shown_and_the_next_is_found_beyond_them() {
        var last = playable(lin);
        var list = list("private");
        Films.execute(kinora, """
                with made as (
                    insert into videos (id, user_id, title, visibility, status, published_at)
                    select gen_random_uuid(), ?::uuid, 'Mass', 'public', 'queued', now() from generate_series(1, 200) returning id)
                insert into playlist_items (playlist_id, video_id, position) select ?::uuid, id, row_number() over () from made""", lin.id().toString(), list.toString());
        as(viewer(lin), () -> {
            playlists.add(list, last.id());
            return list;
        });
        var hundredth = as(viewer(lin), () -> playlists.items(list, PageRequest.first(100)))
                .items()
                .getLast();

        var seen = around(viewer(lin), list, hundredth.videoId());
        assertThat(seen.place()).isEqualTo(100);
        assertThat(seen.videos()).isEqualTo(201);
        assertThat(seen.items())
                .extracting(PlaylistItem::place)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(70, 130).boxed().toList());
        assertThat(seen.before()).isEqualTo(69);
        assertThat(seen.behind()).isEqualTo(71);
        assertThat(seen.previous()).isNull();
        assertThat(uid(seen.next())).isEqualTo(last.uid());

        Films.execute(
                kinora,
                "delete from videos where id in (select video_id from playlist_items where playlist_id = ?::uuid and position in (1, 80))",
                list.toString());
        var closed = around(viewer(lin), list, hundredth.videoId());
        assertThat(closed.place()).isEqualTo(98);
        assertThat(closed.items())
                .extracting(PlaylistItem::place)
                .startsWith(68)
                .endsWith(128);
    }
}
