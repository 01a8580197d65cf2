package dev.kinora.library;

import static dev.kinora.library.VideoStore.VIEWER;
import static dev.kinora.library.VideoStore.at;
import static dev.kinora.schema.Tables.COURSE_VIDEOS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Changes videos with the rights of their owner. */
final class VideoEditStore {
    /** A foreign key that refuses, at once or at the end. */
    private static final Set<String> STILL_REFERRED = Set.of("23001", "23503");

    private final Db db;

    VideoEditStore(Db db) {
        this.db = db;
    }

    /** @return how many were the viewer's, not in the bin, and of that version */
    int change(Collection<UUID> ids, VideoChange change, @Nullable Instant version, Instant now) {
        var values = values(change, now);
        return db.write(sql -> sql.update(VIDEOS)
                .set(values)
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNull(), of(version))
                .execute());
    }

    /** Behind those that are there, each once. */
    int addTags(Collection<UUID> ids, List<String> tags) {
        var together = DSL.field("""
                array(select (array_agg(tag order by place))[1] from unnest({0} || {1}) with ordinality as each (tag, place)
                      group by lower(tag) order by min(place))""", String[].class, VIDEOS.TAGS, DSL.val(tags.toArray(String[]::new)));
        return db.write(sql -> sql.update(VIDEOS)
                .set(VIDEOS.TAGS, together)
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNull())
                .execute());
    }

    /** Whatever the case of their letters. */
    int removeTags(Collection<UUID> ids, List<String> tags) {
        var others = DSL.field(
                """
                array(select tag from unnest({0}) with ordinality as each (tag, place)
                      where lower(tag) <> all ({1}) order by place)""",
                String[].class,
                VIDEOS.TAGS,
                DSL.val(tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toArray(String[]::new)));
        return db.write(sql -> sql.update(VIDEOS)
                .set(VIDEOS.TAGS, others)
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNull())
                .execute());
    }

    private static Map<Field<?>, Object> values(VideoChange change, Instant now) {
        var values = new LinkedHashMap<Field<?>, Object>();
        // Something has to be set; an empty change sets the title to what it is.
        values.put(
                VIDEOS.TITLE,
                change.title() == null ? VIDEOS.TITLE : change.title().strip());
        put(values, VIDEOS.DESCRIPTION, change.description());
        put(values, VIDEOS.TAGS, array(change.tags()));
        put(values, VIDEOS.HASHTAGS, array(change.hashtags()));
        put(values, VIDEOS.MENTIONS, array(change.mentions()));
        put(values, VIDEOS.ALLOWED_ORIGINS, array(change.allowedOrigins()));
        put(values, VIDEOS.LANGUAGE, change.language() == null ? null : DSL.val(emptyToNull(change.language())));
        put(values, VIDEOS.LICENCE, change.licence() == null ? null : DSL.val(emptyToNull(change.licence())));
        if (change.downloadAllowed() != null) {
            values.put(
                    VIDEOS.DOWNLOAD_ALLOWED_AT,
                    change.downloadAllowed()
                            ? DSL.coalesce(VIDEOS.DOWNLOAD_ALLOWED_AT, at(now))
                            : DSL.castNull(OffsetDateTime.class));
        }
        if (change.visibility() != null) {
            values.put(VIDEOS.VISIBILITY, change.visibility().stored());
        }
        if (change.visibility() == Visibility.PRIVATE) {
            values.put(VIDEOS.SCHEDULED_FOR, DSL.castNull(OffsetDateTime.class));
        } else if (change.visibility() != null) {
            // What is scheduled comes out when it is due.
            values.put(
                    VIDEOS.PUBLISHED_AT,
                    DSL.when(
                                    VIDEOS.SCHEDULED_FOR.isNull(),
                                    DSL.coalesce(VIDEOS.PUBLISHED_AT, DSL.currentOffsetDateTime()))
                            .otherwise(VIDEOS.PUBLISHED_AT));
        }
        return values;
    }

    private static void put(Map<Field<?>, Object> values, Field<?> field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value);
        }
    }

    private static String @Nullable [] array(@Nullable List<String> list) {
        return list == null ? null : list.toArray(String[]::new);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    boolean publish(UUID id, Visibility visibility, @Nullable Instant version) {
        return db.write(sql -> sql.update(VIDEOS)
                        .set(VIDEOS.VISIBILITY, visibility.stored())
                        .set(VIDEOS.PUBLISHED_AT, DSL.coalesce(VIDEOS.PUBLISHED_AT, DSL.currentOffsetDateTime()))
                        .setNull(VIDEOS.SCHEDULED_FOR)
                        .where(VIDEOS.ID.eq(id), own(), VIDEOS.DELETED_AT.isNull(), of(version))
                        .execute())
                > 0;
    }

    boolean schedule(UUID id, Visibility visibility, Instant at, @Nullable Instant version) {
        return db.write(sql -> sql.update(VIDEOS)
                        .set(VIDEOS.VISIBILITY, visibility.stored())
                        .setNull(VIDEOS.PUBLISHED_AT)
                        .set(VIDEOS.SCHEDULED_FOR, at(at))
                        .where(VIDEOS.ID.eq(id), own(), VIDEOS.DELETED_AT.isNull(), of(version))
                        .execute())
                > 0;
    }

    boolean withdraw(UUID id, @Nullable Instant version) {
        return db.write(sql -> sql.update(VIDEOS)
                        .setNull(VIDEOS.PUBLISHED_AT)
                        .setNull(VIDEOS.SCHEDULED_FOR)
                        .where(VIDEOS.ID.eq(id), own(), VIDEOS.DELETED_AT.isNull(), of(version))
                        .execute())
                > 0;
    }

    /** @return which were not there yet */
    List<UUID> bin(Collection<UUID> ids) {
        return db.write(sql -> sql.update(VIDEOS)
                .set(VIDEOS.DELETED_AT, DSL.currentOffsetDateTime())
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNull())
                .returning(VIDEOS.ID)
                .fetch(VIDEOS.ID));
    }

    int restore(Collection<UUID> ids) {
        return db.write(sql -> sql.update(VIDEOS)
                .setNull(VIDEOS.DELETED_AT)
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNotNull())
                .execute());
    }

    /** @return which were to come out while they were in the bin, and now are not to */
    List<UUID> dropMissed(Collection<UUID> ids, Instant now) {
        return db.write(sql -> sql.update(VIDEOS)
                .setNull(VIDEOS.SCHEDULED_FOR)
                .where(VIDEOS.ID.in(ids), own(), VIDEOS.DELETED_AT.isNotNull(), VIDEOS.SCHEDULED_FOR.le(at(now)))
                .returning(VIDEOS.ID)
                .fetch(VIDEOS.ID));
    }

    /** Only what is in the bin. */
    int purge(Collection<UUID> ids) {
        var gone = purge(VIDEOS.ID.in(ids));
        if (gone < ids.size()) {
            throw LibraryProblem.notInBin();
        }
        return gone;
    }

    /** But what a lesson shows. */
    Emptied purgeAll() {
        var shown = shown(DSL.noCondition());
        return new Emptied(purge(VIDEOS.ID.notIn(shown.keySet())), List.copyOf(shown.values()));
    }

    /** Those of them in the bin that a lesson shows. */
    Set<UUID> shown(Collection<UUID> ids) {
        return shown(VIDEOS.ID.in(ids)).keySet();
    }

    /** With their titles, whosever course it is. */
    private Map<UUID, String> shown(Condition which) {
        return db.system(
                "library",
                sql -> sql.select(VIDEOS.ID, VIDEOS.TITLE)
                        .from(VIDEOS)
                        .where(
                                which,
                                own(),
                                VIDEOS.DELETED_AT.isNotNull(),
                                DSL.exists(DSL.selectOne()
                                        .from(COURSE_VIDEOS)
                                        .where(COURSE_VIDEOS.VIDEO_ID.eq(VIDEOS.ID))))
                        .orderBy(VIDEOS.DELETED_AT.desc())
                        .fetchMap(VIDEOS.ID, VIDEOS.TITLE));
    }

    private int purge(Condition which) {
        try {
            return db.write(sql -> sql.deleteFrom(VIDEOS)
                    .where(which, own(), VIDEOS.DELETED_AT.isNotNull())
                    .execute());
        } catch (DataAccessException e) {
            if (STILL_REFERRED.contains(e.sqlState())) {
                throw LibraryProblem.inUse();
            }
            throw e;
        }
    }

    void removeThumbnail(UUID id) {
        db.write(sql -> sql.update(VIDEOS)
                .setNull(VIDEOS.THUMBNAIL_URL)
                .setNull(VIDEOS.THUMBNAIL_AT)
                .where(VIDEOS.ID.eq(id), own(), VIDEOS.DELETED_AT.isNull())
                .execute());
    }

    /** As the system: for its owner, and only while the video lies where its picture was put, and not in the bin. */
    boolean setThumbnail(UUID id, String url, @Nullable BigDecimal second, String store) {
        return db.system(
                        "library",
                        sql -> sql.update(VIDEOS)
                                .set(VIDEOS.THUMBNAIL_URL, url)
                                .set(VIDEOS.THUMBNAIL_AT, second)
                                .where(VIDEOS.ID.eq(id), VIDEOS.STORE.eq(store), VIDEOS.DELETED_AT.isNull())
                                .execute())
                > 0;
    }

    /** As the system: where the bytes of a video of the viewer's lie. */
    Optional<Place> place(UUID id) {
        return db.system(
                "library",
                sql -> sql.select(VIDEOS.STORE, VIDEOS.STORAGE_KEY, VIDEOS.DURATION)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(id), VIDEOS.STORAGE_KEY.isNotNull())
                        .fetchOptional(row -> new Place(row.value1(), row.value2(), row.value3())));
    }

    /** As the system: where everything that belongs to a video lies. */
    String storeOf(UUID id) {
        return db.system(
                "library",
                sql -> sql.select(VIDEOS.STORE)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(id))
                        .fetchOptional(VIDEOS.STORE)
                        .orElseThrow(LibraryProblem::videoNotFound));
    }

    record Place(String store, String key, @Nullable BigDecimal duration) {}

    private static Condition own() {
        return VIDEOS.USER_ID.eq(VIEWER);
    }

    private static Condition of(@Nullable Instant version) {
        return version == null ? DSL.noCondition() : VIDEOS.VERSION_AT.eq(at(version));
    }
}
