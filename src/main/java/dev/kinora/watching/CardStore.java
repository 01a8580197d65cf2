package dev.kinora.watching;

import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.VideoVisibility;
import dev.kinora.schema.tables.Videos;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;

/** Many films at once. */
final class CardStore {
    static final List<Field<?>> COLUMNS = List.of(
            VIDEOS.ID,
            VIDEOS.PROVIDER_UID,
            VIDEOS.TITLE,
            VIDEOS.DURATION,
            VIDEOS.THUMBNAIL_URL,
            VIDEOS.PUBLISHED_AT,
            PROFILES.USERNAME,
            PROFILES.DISPLAY_NAME,
            VIDEO_COUNTERS.VIEWS);

    private static final Condition FOUND_BY_ALL = foundByAll(VIDEOS);

    private final Db db;

    CardStore(Db db) {
        this.db = db;
    }

    Page<Card> newest(PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                select(sql).where(FOUND_BY_ALL), page, CardStore::card, VIDEOS.PUBLISHED_AT.desc(), VIDEOS.ID.desc()));
    }

    Page<Card> videos(UUID channel, PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                select(sql).where(FOUND_BY_ALL, VIDEOS.USER_ID.eq(channel)),
                page,
                CardStore::card,
                VIDEOS.PUBLISHED_AT.desc(),
                VIDEOS.ID.desc()));
    }

    Set<String> known(Collection<String> usernames) {
        return db.read(sql -> sql.select(PROFILES.USERNAME)
                .from(PROFILES)
                .where(PROFILES.USERNAME.in(usernames))
                .fetchSet(row -> row.value1().toLowerCase(Locale.ROOT)));
    }

    Optional<Channel.Front> channel(String username) {
        var videos = DSL.field(DSL.selectCount().from(VIDEOS).where(FOUND_BY_ALL, VIDEOS.USER_ID.eq(PROFILES.ID)));
        var views = DSL.field(DSL.select(DSL.sum(VIDEO_COUNTERS.VIEWS))
                .from(VIDEOS)
                .join(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID))
                .where(FOUND_BY_ALL, VIDEOS.USER_ID.eq(PROFILES.ID)));
        return db.read(sql -> sql.select(
                        PROFILES.ID,
                        PROFILES.USERNAME,
                        PROFILES.DISPLAY_NAME,
                        PROFILES.AVATAR_URL,
                        PROFILES.VERIFIED_AT,
                        PROFILES.BIO,
                        PROFILES.CREATED_AT,
                        videos,
                        views)
                .from(PROFILES)
                .where(PROFILES.USERNAME.eq(username))
                .fetchOptional(row -> new Channel.Front(
                        new Channel(
                                row.get(PROFILES.ID),
                                row.get(PROFILES.USERNAME),
                                WatchPageStore.name(row),
                                row.get(PROFILES.AVATAR_URL),
                                row.get(PROFILES.VERIFIED_AT) != null),
                        row.get(PROFILES.BIO),
                        row.get(PROFILES.CREATED_AT).toInstant(),
                        row.get(videos),
                        Objects.requireNonNullElse(row.get(views), BigDecimal.ZERO)
                                .longValue())));
    }

    private static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(COLUMNS)
                .from(VIDEOS)
                .leftJoin(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID));
    }

    /** Written out, not bound: a plan that is kept for any visibility cannot use the index of what is public. */
    private static Condition foundByAll(Videos videos) {
        return videos.VISIBILITY
                .eq(DSL.inline(VideoVisibility.public_))
                .and(videos.PUBLISHED_AT.isNotNull())
                .and(videos.DELETED_AT.isNull())
                .and(videos.TAKEN_DOWN_AT.isNull())
                .and(videos.EDITION_ID.isNotNull());
    }

    /** For a statement about one film: the newest of the others. */
    static Field<List<Card>> newestBut(Field<UUID> film, int most) {
        var other = VIDEOS.as("other");
        return DSL.multiset(DSL.select(
                                other.ID,
                                other.PROVIDER_UID,
                                other.TITLE,
                                other.DURATION,
                                other.THUMBNAIL_URL,
                                other.PUBLISHED_AT,
                                PROFILES.USERNAME,
                                PROFILES.DISPLAY_NAME,
                                VIDEO_COUNTERS.VIEWS)
                        .from(other)
                        .leftJoin(PROFILES)
                        .on(PROFILES.ID.eq(other.USER_ID))
                        .leftJoin(VIDEO_COUNTERS)
                        .on(VIDEO_COUNTERS.VIDEO_ID.eq(other.ID))
                        .where(foundByAll(other), other.ID.ne(film))
                        .orderBy(other.PUBLISHED_AT.desc(), other.ID.desc())
                        .limit(DSL.inline(most)))
                .convertFrom(rows -> rows.map(row -> card(row, other)));
    }

    static Card card(Record row) {
        return card(row, VIDEOS);
    }

    private static Card card(Record row, Videos videos) {
        return new Card(
                row.get(videos.ID),
                row.get(videos.PROVIDER_UID),
                row.get(videos.TITLE),
                WatchPageStore.name(row),
                WatchPageStore.length(row.get(videos.DURATION)),
                row.get(videos.THUMBNAIL_URL),
                Objects.requireNonNullElse(row.get(VIDEO_COUNTERS.VIEWS), 0L),
                WatchPageStore.instant(row.get(videos.PUBLISHED_AT)));
    }
}
