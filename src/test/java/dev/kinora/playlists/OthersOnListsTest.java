package dev.kinora.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos of others on one's lists: they hide them, delete them, or give their address to few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OthersOnListsTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final Playlists playlists = kinora.bean(Playlists.class);
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person lin = People.member(kinora, "lin");

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return new Caller(viewer, "test", null, null).call(work::get);
    }

    private static <T> T as(People.Person person, Supplier<T> work) {
        return as(new Viewer.User(person.id()), work);
    }

    private static void does(People.Person person, Runnable work) {
        as(person, () -> {
            work.run();
            return true;
        });
    }

    private UUID list(People.Person owner, String visibility, UUID... films) {
        return as(owner, () -> {
            var made = playlists.create(owner.id(), new Playlist.Draft("A list", null, visibility));
            Stream.of(films).forEach(film -> playlists.add(made.id(), film));
            return made.id();
        });
    }

    private UUID[] films(int count) {
        return Stream.generate(() -> Films.published(ada, "Film").id())
                .limit(count)
                .toArray(UUID[]::new);
    }

    private List<PlaylistItem> seen(Viewer viewer, UUID list) {
        return as(viewer, () -> playlists.items(list, PageRequest.first(100))).items();
    }

    private List<UUID> order(UUID list) {
        return seen(new Viewer.User(lin.id()), list).stream()
                .map(PlaylistItem::videoId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"visibility = 'private'", "deleted_at = now()", "taken_down_at = now()"})
    void what_is_hidden_by_now_makes_room_and_is_taken_off(String hidden) {
        var films = films(4);
        var list = list(lin, "private", films);
        Films.execute(kinora, "update videos set " + hidden + " where id = ?::uuid", films[1].toString());

        does(lin, () -> playlists.remove(list, films[0]));
        assertThat(order(list)).containsExactly(films[1], films[2], films[3]);

        does(lin, () -> playlists.move(list, films[3], 1));
        assertThat(order(list)).containsExactly(films[3], films[1], films[2]);

        does(lin, () -> playlists.put(list, films[1], 3));
        assertThat(order(list)).containsExactly(films[3], films[2], films[1]);

        does(lin, () -> playlists.remove(list, films[1]));
        assertThat(order(list)).containsExactly(films[3], films[2]);
    }

    @Test
    void places_are_counted_without_what_was_deleted_for_good_and_one_up_is_one_up() {
        var films = films(5);
        var list = list(lin, "public", films);
        Films.execute(
                kinora, "delete from videos where id in (?::uuid, ?::uuid)", films[1].toString(), films[2].toString());

        assertThat(seen(Viewer.ANONYMOUS, list)).extracting(PlaylistItem::place).containsExactly(1, 2, 3);
        var first = as(lin, () -> playlists.items(list, PageRequest.first(2)));
        var rest = kinora.get("/api/v1/playlists/" + list + "/items?limit=2&cursor=" + first.next());
        assertThat(first.items()).extracting(PlaylistItem::place).containsExactly(1, 2);
        assertThat(rest.body()).contains("\"place\":3").contains(films[4].toString());

        does(lin, () -> playlists.move(list, films[4], 2));
        assertThat(order(list)).containsExactly(films[0], films[4], films[3]);
    }

    @Test
    void what_is_unlisted_is_on_no_public_list_of_somebody_else_s() {
        var open = films(1)[0];
        var unlisted = Films.of(ada, "For whoever has the address", "unlisted").id();
        var list = list(lin, "public", unlisted, open);
        var byAddress = list(lin, "unlisted", unlisted, open);
        var adas = list(ada, "public", unlisted, open);

        assertThat(order(list)).containsExactly(unlisted, open);
        assertThat(as(lin, () -> playlists.one(list)).videos()).isEqualTo(2);
        assertThat(seen(Viewer.ANONYMOUS, list))
                .extracting(PlaylistItem::videoId, PlaylistItem::place)
                .containsExactly(tuple(open, 1));
        var shown = as(Viewer.ANONYMOUS, () -> playlists.one(list));
        assertThat(shown.videos()).isEqualTo(1);
        assertThat(shown.duration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(seen(new Viewer.User(People.member(kinora, "mal").id()), list))
                .hasSize(1);
        for (var mayShow : List.of(byAddress, adas)) {
            assertThat(seen(Viewer.ANONYMOUS, mayShow))
                    .extracting(PlaylistItem::videoId)
                    .containsExactly(unlisted, open);
        }
    }
}
