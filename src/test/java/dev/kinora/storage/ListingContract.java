package dev.kinora.storage;

import static dev.kinora.storage.Bytes.MB;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.Bytes.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises about many files, besides. */
abstract class ListingContract extends MediaStoreContract {
    @Test
    void deleting_below_takes_all_of_it_and_no_neighbour_that_begins_alike() throws IOException {
        var store = store();
        store.write(film, stream(Bytes.of(3)));
        store.write(key("hls/1/a.m4s"), stream(Bytes.of(3)));
        store.write(key("hls/10/a.m4s"), stream(Bytes.of(3)));
        store.write(key("hls/1b"), stream(Bytes.of(3)));

        store.deleteBelow(MediaKey.ofVideo(video) + "hls/1/");

        assertThat(names(store)).containsExactlyInAnyOrder("originals/film", "hls/10/a.m4s", "hls/1b");
        store.deleteBelow(MediaKey.ofVideo(video));
        assertThat(names(store)).isEmpty();
        assertThat(owners(store)).doesNotContain(film.owner());
    }

    @Test
    void deleting_below_takes_more_than_a_page_of_files() throws IOException {
        var store = store();
        for (var each = 0; each < files(); each++) {
            store.write(key("hls/" + each), stream(Bytes.of(1)));
        }
        assertThat(names(store)).hasSize(files());

        store.deleteBelow(MediaKey.ofVideo(video));

        assertThat(names(store)).isEmpty();
    }

    abstract int files();

    @Test
    void listing_tells_whole_files_with_their_sizes_and_owners_the_growing_ones_too() throws IOException {
        var store = store();
        store.write(film, stream(Bytes.of(3)));
        store.write(key("a.b-c_d/e"), stream(Bytes.of(5)));
        var upload = MediaKey.of("uploads/" + UUID.randomUUID());
        var growing = MediaKey.of("videos/" + UUID.randomUUID() + "/originals/x");
        try (var one = store.grow(upload, Growth.NOTHING);
                var other = store.grow(growing, Growth.NOTHING)) {
            Bytes.append(one, Bytes.of(10), 0, 10);
            one.checkpoint();
            Bytes.append(other, Bytes.of(10), 0, 10);
            other.checkpoint();
        }

        var found = new ArrayList<StoredFile>();
        store.each(MediaKey.ofVideo(video), found::add);

        assertThat(found).extracting(StoredFile::key).containsExactlyInAnyOrder(film, key("a.b-c_d/e"));
        assertThat(found).extracting(StoredFile::bytes).containsExactlyInAnyOrder(3L, 5L);
        assertThat(owners(store)).contains(film.owner(), upload.owner(), growing.owner());
        assertThat(owners(store)).doesNotHaveDuplicates();
        store.abandon(upload, Growth.NOTHING);
        store.deleteBelow(growing.owner() + "/");
        assertThat(owners(store)).doesNotContain(upload.owner(), growing.owner());
    }

    @Test
    void names_are_told_of_what_lies_directly_below_growing_files_too() throws IOException {
        var store = store();
        store.write(film, stream(Bytes.of(3)));
        store.write(key("originals/below/1/a"), stream(Bytes.of(3)));
        store.write(key("originals/below/2"), stream(Bytes.of(3)));
        store.write(key("others/x"), stream(Bytes.of(3)));
        grow(key("originals/growing"));

        var found = new ArrayList<String>();
        store.eachName(MediaKey.ofVideo(video) + "originals/", found::add);
        var none = new ArrayList<String>();
        store.eachName(MediaKey.ofVideo(video) + "nothing/", none::add);

        assertThat(found).contains("film", "below/").anyMatch(name -> name.startsWith("growing"));
        assertThat(found).doesNotHaveDuplicates().noneMatch(name -> name.matches("x|a|2|.+/.+"));
        assertThat(none).isEmpty();
        store.deleteBelow(MediaKey.ofVideo(video));
    }

    private void grow(MediaKey key) throws IOException {
        try (var file = store().grow(key, Growth.NOTHING)) {
            Bytes.append(file, Bytes.of(6 * MB), 0, 6 * MB);
            file.checkpoint();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"videos/", "videos/../", "", "/", "uploads/x/", "videos/%s/../../", "videos/%s", "videos/%s//"})
    void prefix_that_is_none_touches_nothing(String prefix) throws IOException {
        var store = store();
        store.write(film, stream(Bytes.of(3)));

        assertThatThrownBy(() -> store.deleteBelow(prefix.formatted(video)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.abandonBelow(prefix.formatted(video)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.each(prefix.formatted(video), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.eachName(prefix.formatted(video), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.find(film)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0", "10", "10;20;0;30", "6291456;5", "5;6291456", "3;6291456;7;5242880;2", "5242880;5242880;1"})
    void whole_is_made_of_its_parts_in_their_order(String sizes) throws IOException {
        var store = store();
        var keys = new ArrayList<MediaKey>();
        var all = new ByteArrayOutputStream();
        for (var size : sizes.split(";", -1)) {
            var bytes = Bytes.of(Integer.parseInt(size), keys.size());
            all.write(bytes);
            // Names whose order is not theirs.
            keys.add(MediaKey.of("uploads/" + UUID.randomUUID()));
            store.write(keys.getLast(), stream(bytes));
        }

        store.concatenate(film, keys);

        assertThat(Arrays.equals(read(store(), film), all.toByteArray())).isTrue();
        for (var part : keys) {
            assertThat(store.find(part)).isPresent();
        }
    }

    @Test
    void whole_is_not_made_where_a_part_is_missing() throws IOException {
        var store = store();
        var part = MediaKey.of("uploads/" + UUID.randomUUID());
        store.write(part, stream(Bytes.of(6 * MB)));

        assertThatThrownBy(() -> store.concatenate(film, List.of(part, MediaKey.of("uploads/" + UUID.randomUUID()))))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(store.find(film)).isEmpty();
    }

    @Test
    void check_finds_nothing_wrong_and_leaves_nothing() throws IOException {
        var store = store();
        var before = owners(store);

        store.check();

        assertThat(owners(store)).isEqualTo(before);
    }
}
