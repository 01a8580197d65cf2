package dev.kinora.search;

import static dev.kinora.schema.Tables.FIND_VIDEOS;
import static dev.kinora.schema.Tables.KNOWN_WORDS;
import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.SIMILAR_BEGINNINGS;
import static dev.kinora.schema.Tables.SIMILAR_NAMES;
import static dev.kinora.schema.Tables.SIMILAR_NAME_BEGINNINGS;
import static dev.kinora.schema.Tables.SIMILAR_WORDS;
import static dev.kinora.schema.Tables.SUGGEST_WORDS;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Asks the functions that may use the indexes which rows, and reads those under the viewer's policies. */
final class SearchStore implements Spelling.Words {
    private static final int MOST_FOUND = 200;
    private static final int MOST_SIMILAR = 60;
    private static final int MOST_BEGUN = 400;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*");
    private static final Name FOUND = DSL.name("found");
    private static final Field<UUID> ID = DSL.field(DSL.name("found", "id"), UUID.class);
    private static final Field<Integer> SCORE = DSL.field(DSL.name("found", "score"), Integer.class);
    private static final Field<OffsetDateTime> MOMENT = DSL.field(DSL.name("found", "moment"), OffsetDateTime.class);
    private static final Field<UUID> SEGMENT = DSL.field(DSL.name("found", "segment_id"), UUID.class);
    private static final Field<Long> ORDINALITY = DSL.field(DSL.name("found", "ordinality"), Long.class);

    private final Db db;

    SearchStore(Db db) {
        this.db = db;
    }

    private record Row(Hit hit, Searches.Place place) {}

    Page<Hit> videos(Wish wish, Instant begun, Searches.@Nullable Place place, int limit) {
        var filter = wish.filter();
        var person = filter.person() == null ? null : personOf(filter.person());
        if (filter.person() != null && person == null) {
            return new Page<>(List.of(), null);
        }
        var found = FIND_VIDEOS
                .call(
                        wish.words(),
                        at(begun),
                        filter.language(),
                        seconds(filter.shortest()),
                        seconds(filter.longest()),
                        filter.since() == null ? null : at(filter.since()),
                        filter.until() == null ? null : at(filter.until()),
                        person,
                        filter.tag(),
                        filter.captioned() ? true : null,
                        MOST_FOUND)
                .as(FOUND);
        var after = place == null
                ? DSL.noCondition()
                : DSL.row(SCORE, MOMENT, ID).lt(place.score(), place.moment(), place.id());
        var rows = db.read(sql -> sql.select(List.<Field<?>>of(
                        SCORE,
                        MOMENT,
                        VIDEOS.ID,
                        VIDEOS.PROVIDER_UID,
                        VIDEOS.TITLE,
                        VIDEOS.DESCRIPTION,
                        VIDEOS.TAGS,
                        VIDEOS.HASHTAGS,
                        VIDEOS.DURATION,
                        VIDEOS.THUMBNAIL_URL,
                        VIDEOS.PUBLISHED_AT,
                        PROFILES.USERNAME,
                        PROFILES.DISPLAY_NAME,
                        PROFILES.AVATAR_URL,
                        VIDEO_COUNTERS.VIEWS,
                        TRANSCRIPT_SEGMENTS.START_TIME_SECONDS,
                        TRANSCRIPT_SEGMENTS.TEXT))
                .from(found)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(ID))
                .join(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID))
                .leftJoin(TRANSCRIPT_SEGMENTS)
                .on(TRANSCRIPT_SEGMENTS.ID.eq(SEGMENT))
                .where(after)
                .orderBy(SCORE.desc(), MOMENT.desc(), ID.desc())
                .limit(limit + 1)
                .fetch(row -> row(row, wish.words(), begun)));
        return Page.of(rows, PageRequest.first(limit), row -> row.place().cursor())
                .map(Row::hit);
    }

    private static Row row(Record row, String words, Instant begun) {
        var duration = row.get(VIDEOS.DURATION);
        var published = row.get(VIDEOS.PUBLISHED_AT);
        var views = row.get(VIDEO_COUNTERS.VIEWS);
        var said = row.get(TRANSCRIPT_SEGMENTS.TEXT);
        var hit = new Hit(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.PROVIDER_UID),
                Marked.of(row.get(VIDEOS.TITLE), words),
                Marked.snippet(row.get(VIDEOS.DESCRIPTION), words),
                channel(row),
                duration == null
                        ? null
                        : Duration.ofMillis(duration.movePointRight(3).longValue()),
                row.get(VIDEOS.THUMBNAIL_URL),
                published == null ? null : published.toInstant(),
                views == null ? 0 : views,
                said == null
                        ? null
                        : new Hit.Said(row.get(TRANSCRIPT_SEGMENTS.START_TIME_SECONDS), Marked.snippet(said, words)),
                tags(row, words));
        return new Row(hit, new Searches.Place(row.get(SCORE), row.get(MOMENT), row.get(VIDEOS.ID), begun, words));
    }

    private static List<Marked> tags(Record row, String words) {
        return Stream.of(row.get(VIDEOS.TAGS), row.get(VIDEOS.HASHTAGS))
                .flatMap(Arrays::stream)
                .map(tag -> Marked.of(tag, words))
                .filter(Marked::hasMatch)
                .toList();
    }

    private @Nullable UUID personOf(String username) {
        return db.read(sql -> sql.select(PROFILES.ID)
                .from(PROFILES)
                .where(PROFILES.USERNAME.eq(username))
                .fetchOne(PROFILES.ID));
    }

    List<Hit.Channel> people(String words, int most) {
        return words.isEmpty() ? List.of() : channels("find_people", words, most);
    }

    List<Suggestion> peopleLike(String typed, int most) {
        return channels("suggest_people", typed, most).stream()
                .map(person -> new Suggestion(Suggestion.Kind.person, person.name(), person.path()))
                .toList();
    }

    private List<Hit.Channel> channels(String function, String words, int most) {
        var found = inOrder(function, words, most);
        return db.read(sql -> sql.select(PROFILES.USERNAME, PROFILES.DISPLAY_NAME, PROFILES.AVATAR_URL)
                .from(found)
                .join(PROFILES)
                .on(PROFILES.ID.eq(ID))
                .orderBy(ORDINALITY)
                .fetch(SearchStore::channel));
    }

    /** The generated functions cannot say in which order they answered. */
    private static Table<Record> inOrder(String function, String words, int most) {
        return DSL.table(function + "(?, ?) with ordinality as found (id, ordinality)", words, most);
    }

    private static Hit.Channel channel(Record row) {
        var username = row.get(PROFILES.USERNAME);
        var name = row.get(PROFILES.DISPLAY_NAME);
        return new Hit.Channel(username, name == null ? username : name, row.get(PROFILES.AVATAR_URL));
    }

    List<Suggestion> wordsLike(String typed, int most) {
        var words = SUGGEST_WORDS.call(typed, most).as("w");
        return db.read(sql -> sql.select(words.WORD).from(words).fetch(words.WORD)).stream()
                .map(word -> new Suggestion(
                        Suggestion.Kind.word, word, "/search?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8)))
                .toList();
    }

    List<Suggestion> titlesLike(String typed, int most) {
        var found = inOrder("suggest_titles", typed, most);
        return db.read(sql -> sql.select(VIDEOS.TITLE, VIDEOS.PROVIDER_UID)
                .from(found)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(ID))
                .orderBy(ORDINALITY)
                .fetch(row -> new Suggestion(Suggestion.Kind.title, row.value1(), "/watch/" + row.value2())));
    }

    @Override
    public Set<String> known(String words) {
        return db.read(sql -> sql.select(DSL.field(FOUND, String.class))
                .from(KNOWN_WORDS.call(words).as(FOUND))
                .fetchSet(0, String.class));
    }

    @Override
    public List<Spelling.Candidate> similar(String word) {
        return candidates(SIMILAR_WORDS.call(word, MOST_SIMILAR));
    }

    @Override
    public List<Spelling.Candidate> similarNames(String word) {
        return candidates(SIMILAR_NAMES.call(word, MOST_SIMILAR));
    }

    @Override
    public List<Spelling.Candidate> begunLike(String beginning) {
        return candidates(SIMILAR_BEGINNINGS.call(beginning, MOST_BEGUN));
    }

    @Override
    public List<Spelling.Candidate> namesBegunLike(String beginning) {
        return candidates(SIMILAR_NAME_BEGINNINGS.call(beginning, MOST_SIMILAR));
    }

    private List<Spelling.Candidate> candidates(Table<?> similar) {
        return db.read(sql -> sql.selectFrom(similar.as("w"))
                .fetch(row -> new Spelling.Candidate(row.get(0, String.class), row.get(1, Integer.class))));
    }

    @Override
    public Optional<String> named(String word) {
        return people(word, 1).stream()
                .map(person -> WORD.matcher(person.name())
                        .results()
                        .map(found -> found.group().toLowerCase(Locale.ROOT))
                        .filter(part -> Folded.of(part).letters().equals(word))
                        .findFirst()
                        .orElse(word))
                .findFirst();
    }

    private static @Nullable BigDecimal seconds(@Nullable Duration length) {
        return length == null ? null : BigDecimal.valueOf(length.toMillis(), 3);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
