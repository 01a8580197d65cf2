package dev.kinora.search;

import dev.kinora.platform.Cursor;
import dev.kinora.platform.Db;
import dev.kinora.platform.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds videos the viewer may see, and what they may have meant. A page that follows belongs to the search it began with:
 * its cursor says when that was and by which words, and what was published since does not come between.
 */
public final class Searches {
    private static final int FEW = 5;
    private static final int MOST_PEOPLE = 5;
    private static final int MOST_SUGGESTIONS = 8;
    private static final int LONGEST_BEGINNING = 60;

    private final SearchStore store;
    private final Db db;
    private final Clock clock;

    Searches(Db db, Clock clock) {
        this.store = new SearchStore(db);
        this.db = db;
        this.clock = clock;
    }

    /**
     * Where a search goes on.
     *
     * @param begun when it began; nothing newer is looked at
     * @param words those it goes by
     */
    record Place(int score, OffsetDateTime moment, UUID id, Instant begun, String words) {
        private static final List<Class<?>> TYPES =
                List.of(Integer.class, OffsetDateTime.class, UUID.class, Instant.class, String.class);

        static @Nullable Place of(@Nullable Cursor cursor) {
            if (cursor == null) {
                return null;
            }
            var values = cursor.values(TYPES);
            return new Place(
                    (Integer) values[0],
                    (OffsetDateTime) values[1],
                    (UUID) values[2],
                    (Instant) values[3],
                    Wish.words((String) values[4]));
        }

        Cursor cursor() {
            return Cursor.of(score, moment, id, begun, words);
        }
    }

    public Found find(Wish wish, PageRequest page) {
        var place = Place.of(page.cursor());
        if (wish.isEmpty()) {
            return Found.NOTHING;
        }
        return db.read(_ -> place == null ? begin(wish, page.limit()) : goOn(wish, place, page));
    }

    private Found goOn(Wish wish, Place place, PageRequest page) {
        var words = Wish.of(place.words(), wish.filter());
        return new Found(store.videos(words, place.begun(), place, page.limit()), List.of(), null, null);
    }

    private Found begin(Wish wish, int limit) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var videos = store.videos(wish, now, null, limit);
        var people = wish.filter().person() == null ? store.people(wish.words(), MOST_PEOPLE) : List.<Hit.Channel>of();
        if (wish.words().isEmpty() || videos.items().size() >= FEW) {
            return new Found(videos, people, null, null);
        }
        var meant = meant(wish, people);
        if (meant.isEmpty() || !videos.items().isEmpty() || !people.isEmpty()) {
            return new Found(videos, people, null, meant.orElse(null));
        }
        var others = store.videos(wish.with(meant.get()), now, null, limit);
        return others.items().isEmpty()
                ? new Found(others, store.people(meant.get(), MOST_PEOPLE), null, meant.get())
                : new Found(others, store.people(meant.get(), MOST_PEOPLE), meant.get(), null);
    }

    private Optional<String> meant(Wish wish, List<Hit.Channel> people) {
        var areSought = wish.filter().person() == null;
        return new Spelling(store, areSought && people.isEmpty() ? Set.of(wish.words()) : Set.of())
                .corrected(wish.words());
    }

    /** At most eight: words, people, titles. Only what everybody may see. */
    public List<Suggestion> suggestions(@Nullable String typed) {
        var beginning = Wish.words(typed);
        if (beginning.isEmpty() || beginning.length() > LONGEST_BEGINNING) {
            return List.of();
        }
        return db.read(_ -> {
            var all = begun(beginning);
            return all.isEmpty() ? guessed(beginning) : all;
        });
    }

    private List<Suggestion> begun(String beginning) {
        var all = new ArrayList<Suggestion>();
        if (beginning.indexOf(' ') < 0) {
            all.addAll(store.wordsLike(beginning, 4));
        }
        if (beginning.length() > 1) {
            all.addAll(store.peopleLike(beginning, 2));
        }
        all.addAll(store.titlesLike(beginning, MOST_SUGGESTIONS - all.size()));
        return List.copyOf(all);
    }

    /** Where nothing begins with what was typed. */
    private List<Suggestion> guessed(String typed) {
        return new Spelling(store, Set.of())
                .begun(typed).stream()
                        .flatMap(beginning -> begun(beginning).stream())
                        .distinct()
                        .limit(MOST_SUGGESTIONS)
                        .toList();
    }
}
