package dev.kinora.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists, their order, and whose they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaylistsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final Playlists playlists = kinora.bean(Playlists.class);
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person mal = People.member(kinora, "mal");
    private final List<UUID> films = IntStream.range(0, 6)
            .mapToObj(n -> Films.published(ada, "Film " + n).id())
            .toList();
    private UUID list = UUID.randomUUID();

    private interface Work<T> {
        T run();
    }

    private <T> T as(People.Person person, Work<T> work) {
        return new Caller(new Viewer.User(person.id()), "test", null, null).call(work::run);
    }

    private <T> T asNobody(Work<T> work) {
        return new Caller(Viewer.ANONYMOUS, "test", null, null).call(work::run);
    }

    private void does(People.Person person, Runnable work) {
        as(person, () -> {
            work.run();
            return true;
        });
    }

    private static String code(Runnable work) {
        try {
            work.run();
        } catch (Problem refused) {
            return refused.code();
        }
        return "allowed";
    }

    private static Playlist.Draft draft(String title, String visibility) {
        return new Playlist.Draft(title, null, visibility);
    }

    private List<UUID> order() {
        return as(ada, () -> playlists.items(list, PageRequest.first(100))).items().stream()
                .map(PlaylistItem::videoId)
                .toList();
    }

    @BeforeEach
    void a_list_of_four() {
        list = as(ada, () -> playlists.create(ada.id(), draft("Mornings", "private")))
                .id();
        does(ada, () -> films.subList(0, 4).forEach(film -> playlists.add(list, film)));
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    @Test
    void a_video_moves_and_the_others_make_room() {
        does(ada, () -> playlists.move(list, films.get(0), 3));
        assertThat(order()).containsExactly(films.get(1), films.get(2), films.get(0), films.get(3));

        does(ada, () -> playlists.move(list, films.get(3), 1));
        assertThat(order()).containsExactly(films.get(3), films.get(1), films.get(2), films.get(0));

        does(ada, () -> playlists.move(list, films.get(3), 999));
        assertThat(order()).containsExactly(films.get(1), films.get(2), films.get(0), films.get(3));
        assertThat(as(ada, () -> playlists.items(list, PageRequest.first())).items())
                .extracting(PlaylistItem::place)
                .containsExactly(1, 2, 3, 4);
        assertThat(code(() -> does(ada, () -> playlists.move(list, films.get(0), 0))))
                .isEqualTo("invalid");
        assertThat(code(() -> does(ada, () -> playlists.move(list, films.get(5), 1))))
                .isEqualTo("item-not-found");
    }

    @Test
    void a_removal_closes_the_gap_and_a_second_adding_changes_nothing() {
        does(ada, () -> playlists.remove(list, films.get(1)));
        does(ada, () -> playlists.remove(list, films.get(1)));
        does(ada, () -> playlists.add(list, films.get(0)));
        does(ada, () -> playlists.add(list, films.get(4)));

        assertThat(as(ada, () -> playlists.items(list, PageRequest.first())).items())
                .extracting(PlaylistItem::place)
                .containsExactly(1, 2, 3, 4);
        assertThat(order()).containsExactly(films.get(0), films.get(2), films.get(3), films.get(4));
        assertThat(as(ada, () -> playlists.one(list)).duration()).isEqualTo(Duration.ofSeconds(4 * 90));
    }

    @Test
    void whoever_adds_moves_and_removes_at_once_loses_nothing() throws Exception {
        var many = new ArrayList<UUID>();
        IntStream.range(0, 24)
                .forEach(n -> many.add(Films.published(ada, "Crowd " + n).id()));
        try (var pool = Executors.newFixedThreadPool(6)) {
            var done = new ArrayList<Future<?>>();
            for (var film : many) {
                done.add(pool.submit(() -> does(ada, () -> playlists.add(list, film))));
                done.add(pool.submit(() ->
                        does(ada, () -> playlists.move(list, films.get(0), many.indexOf(film) + 1))));
            }
            done.add(pool.submit(() -> does(ada, () -> playlists.remove(list, films.get(2)))));
            for (var each : done) {
                each.get();
            }
        }

        var items = as(ada, () -> playlists.items(list, PageRequest.first(100))).items();
        assertThat(items)
                .extracting(PlaylistItem::videoId)
                .containsAll(many)
                .contains(films.get(0))
                .hasSize(27);
        assertThat(items)
                .extracting(PlaylistItem::place)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 27).boxed().toList());
    }

    @Test
    void others_neither_see_a_private_list_nor_change_one_they_see() {
        assertThat(code(() -> as(mal, () -> playlists.one(list)))).isEqualTo("playlist-not-found");
        assertThat(code(() -> asNobody(() -> playlists.items(list, PageRequest.first()))))
                .isEqualTo("playlist-not-found");

        as(ada, () -> playlists.change(list, draft("Mornings", "unlisted"), null));
        assertThat(asNobody(() -> playlists.one(list)).videos()).isEqualTo(4);
        assertThat(asNobody(() -> playlists.of("ada", PageRequest.first())).items())
                .extracting(Playlist::id)
                .doesNotContain(list);

        as(ada, () -> playlists.change(list, draft("Mornings", "public"), null));
        assertThat(asNobody(() -> playlists.of("ada", PageRequest.first())).items())
                .extracting(Playlist::id)
                .contains(list);
        for (var attempt : List.<Runnable>of(
                () -> playlists.add(list, films.get(5)),
                () -> playlists.move(list, films.get(0), 2),
                () -> playlists.remove(list, films.get(0)),
                () -> playlists.bin(list, (Instant) null),
                () -> playlists.restore(list),
                () -> playlists.change(list, draft("Mine now", "public"), null))) {
            assertThat(code(() -> does(mal, attempt))).isEqualTo("playlist-not-found");
        }
        assertThat(order()).hasSize(4);
    }

    @Test
    void what_became_private_is_a_gap_to_the_owner_and_nothing_to_others() {
        var film = Films.published(mal, "Mine for now");
        does(ada, () -> playlists.add(list, film.id()));
        as(ada, () -> playlists.change(list, draft("Mornings", "public"), null));
        Films.execute(
                kinora,
                "update videos set visibility = 'private' where id = ?::uuid",
                film.id().toString());

        assertThat(as(ada, () -> playlists.items(list, PageRequest.first()))
                        .items()
                        .getLast()
                        .video())
                .isNull();
        assertThat(asNobody(() -> playlists.items(list, PageRequest.first())).items())
                .hasSize(4);
        assertThat(code(() -> does(ada, () -> playlists.add(list, film.id()))))
                .as("it is on this list")
                .isEqualTo("allowed");
        var another = as(ada, () -> playlists.create(ada.id(), draft("Evenings", "private")))
                .id();
        assertThat(code(() -> does(ada, () -> playlists.add(another, film.id()))))
                .isEqualTo("video-not-found");
    }

    @Test
    void a_change_to_what_somebody_changed_meanwhile_is_refused() {
        var seen = as(ada, () -> playlists.one(list)).updatedAt();
        as(ada, () -> playlists.change(list, draft("Evenings", "private"), seen));

        assertThat(code(() -> as(ada, () -> playlists.change(list, draft("Nights", "private"), seen))))
                .isEqualTo("playlist-changed");
        assertThat(code(() -> does(ada, () -> playlists.bin(list, seen)))).isEqualTo("playlist-changed");
        assertThat(as(ada, () -> playlists.one(list)).title()).isEqualTo("Evenings");
    }

    @Test
    void a_list_goes_into_the_bin_and_comes_back_with_its_videos() {
        does(ada, () -> playlists.bin(list, (Instant) null));
        assertThat(as(ada, () -> playlists.mine(ada.id(), PageRequest.first(100)))
                        .items())
                .extracting(Playlist::id)
                .doesNotContain(list);
        assertThat(as(ada, () -> playlists.bin(ada.id())))
                .extracting(Playlist::id)
                .contains(list);
        assertThat(code(() -> does(ada, () -> playlists.add(list, films.get(5)))))
                .isEqualTo("playlist-not-found");

        as(ada, () -> playlists.restore(list));
        assertThat(order()).hasSize(4);
    }

    @Test
    void there_is_one_list_for_later_however_many_first_uses_come_at_once() throws Exception {
        var lin = People.member(kinora, "lin");
        try (var pool = Executors.newFixedThreadPool(6)) {
            Callable<UUID> use =
                    () -> as(lin, () -> playlists.watchLater(lin.id()).id());
            var made = pool.invokeAll(Collections.nCopies(12, use));
            var ids = new ArrayList<UUID>();
            for (var each : made) {
                ids.add(each.get());
            }
            assertThat(ids.stream().distinct()).hasSize(1);
            var later = ids.getFirst();
            assertThat(code(() -> does(lin, () -> playlists.bin(later, (Instant) null))))
                    .isEqualTo("watch-later-stays");
            assertThat(code(() -> as(lin, () -> playlists.change(later, draft("X", "public"), null))))
                    .isEqualTo("watch-later-stays");
            does(lin, () -> playlists.add(later, films.get(0)));
            assertThat(as(lin, () -> playlists.choices(lin.id(), films.get(0))))
                    .first()
                    .matches(choice -> choice.has() && choice.id().equals(later));
        }
    }

    @Test
    void a_list_holds_five_thousand() {
        Films.execute(kinora, """
                with made as (
                    insert into videos (id, user_id, title, visibility, status, published_at)
                    select gen_random_uuid(), ?::uuid, 'Mass', 'public', 'queued', now() from generate_series(1, 4996) returning id)
                insert into playlist_items (playlist_id, video_id, position) select ?::uuid, id, 4 + row_number() over () from made""", ada.id().toString(), list.toString());

        assertThat(code(() -> does(ada, () -> playlists.add(list, films.get(5)))))
                .isEqualTo("playlist-full");
        does(ada, () -> playlists.remove(list, films.get(0)));
        does(ada, () -> playlists.add(list, films.get(5)));
        does(ada, () -> playlists.move(list, films.get(5), 1));
        assertThat(order().getFirst()).isEqualTo(films.get(5));
        Films.execute(kinora, "delete from videos where title = 'Mass'");
    }

    @Test
    void names_that_cannot_be_read_are_refused() {
        for (var title : List.of("", "  ", "two\nlines", "a".repeat(256), "nul\0")) {
            assertThatThrownBy(() -> as(ada, () -> playlists.create(ada.id(), draft(title, "private"))))
                    .isInstanceOf(PlaylistProblem.class);
        }
        assertThat(code(() -> as(ada, () -> playlists.create(ada.id(), draft("x", "course")))))
                .isEqualTo("invalid");
    }
}
