package dev.kinora.playlists;

import static dev.kinora.schema.Tables.PLAYLISTS;
import static dev.kinora.schema.Tables.PLAYLIST_ITEMS;
import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.PlaylistKind;
import dev.kinora.schema.enums.VideoVisibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class PlaylistStore {
    private static final Field<Integer> VISIBLE = DSL.field(DSL.selectCount()
                    .from(PLAYLIST_ITEMS)
                    .join(VIDEOS)
                    .on(VIDEOS.ID.eq(PLAYLIST_ITEMS.VIDEO_ID))
                    .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(PLAYLISTS.ID), PlaylistItemStore.WATCHABLE_OR_OWN))
            .as("visible");
    private static final Field<BigDecimal> SECONDS = DSL.field(DSL.select(DSL.sum(VIDEOS.DURATION))
                    .from(PLAYLIST_ITEMS)
                    .join(VIDEOS)
                    .on(VIDEOS.ID.eq(PLAYLIST_ITEMS.VIDEO_ID))
                    .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(PLAYLISTS.ID), PlaylistItemStore.WATCHABLE_OR_OWN))
            .as("seconds");

    private final Db db;

    PlaylistStore(Db db) {
        this.db = db;
    }

    /** A list that nobody else changes until the transaction ends. */
    record Held(PlaylistKind kind, Instant updatedAt, boolean isBinned) {
        boolean isWatchLater() {
            return kind == PlaylistKind.watch_later;
        }
    }

    /** Empty where the viewer may not change it, too: the policies hide from a lock what is another's. */
    Optional<Held> lock(UUID id) {
        return db.write(sql -> sql.select(PLAYLISTS.KIND, PLAYLISTS.UPDATED_AT, PLAYLISTS.DELETED_AT)
                .from(PLAYLISTS)
                .where(PLAYLISTS.ID.eq(id))
                .forUpdate()
                .fetchOptional(row -> new Held(row.value1(), row.value2().toInstant(), row.value3() != null)));
    }

    Optional<Playlist> find(UUID id) {
        return db.read(sql -> lists(sql).where(PLAYLISTS.ID.eq(id)).fetchOptional(PlaylistStore::playlist));
    }

    Page<Playlist> of(UUID person, PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                lists(sql).where(PLAYLISTS.USER_ID.eq(person), PLAYLISTS.DELETED_AT.isNull()),
                page,
                PlaylistStore::playlist,
                PLAYLISTS.CREATED_AT.desc(),
                PLAYLISTS.ID.desc()));
    }

    Page<Playlist> publicOf(String username, PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                lists(sql)
                        .where(
                                PROFILES.USERNAME.eq(username),
                                PLAYLISTS.VISIBILITY.eq(VideoVisibility.public_),
                                PLAYLISTS.DELETED_AT.isNull()),
                page,
                PlaylistStore::playlist,
                PLAYLISTS.CREATED_AT.desc(),
                PLAYLISTS.ID.desc()));
    }

    List<Playlist> bin(UUID person) {
        return db.read(sql -> lists(sql)
                .where(PLAYLISTS.USER_ID.eq(person), PLAYLISTS.DELETED_AT.isNotNull())
                .orderBy(PLAYLISTS.DELETED_AT.desc())
                .limit(100)
                .fetch(PlaylistStore::playlist));
    }

    int count(UUID person) {
        return db.read(sql -> sql.fetchCount(PLAYLISTS, PLAYLISTS.USER_ID.eq(person), PLAYLISTS.DELETED_AT.isNull()));
    }

    UUID insert(UUID person, String title, String description, VideoVisibility visibility) {
        return db.write(sql -> sql.insertInto(PLAYLISTS)
                .set(PLAYLISTS.USER_ID, person)
                .set(PLAYLISTS.TITLE, title)
                .set(PLAYLISTS.DESCRIPTION, description)
                .set(PLAYLISTS.VISIBILITY, visibility)
                .returning(PLAYLISTS.ID)
                .fetchSingle()
                .get(PLAYLISTS.ID));
    }

    Optional<UUID> watchLater(UUID person) {
        return db.read(sql -> sql.select(PLAYLISTS.ID)
                .from(PLAYLISTS)
                .where(PLAYLISTS.USER_ID.eq(person), PLAYLISTS.KIND.eq(PlaylistKind.watch_later))
                .fetchOptional(PLAYLISTS.ID));
    }

    /** Two first uses at once make one. */
    UUID makeWatchLater(UUID person) {
        db.write(sql -> sql.insertInto(PLAYLISTS)
                .set(PLAYLISTS.USER_ID, person)
                .set(PLAYLISTS.TITLE, "Watch later")
                .set(PLAYLISTS.KIND, PlaylistKind.watch_later)
                .onConflict(PLAYLISTS.USER_ID)
                .where(PLAYLISTS.KIND.eq(DSL.inline(PlaylistKind.watch_later)))
                .doNothing()
                .execute());
        return watchLater(person).orElseThrow();
    }

    void update(UUID id, @Nullable String title, @Nullable String description, @Nullable VideoVisibility visibility) {
        var values = new HashMap<Field<?>, Object>();
        if (title != null) {
            values.put(PLAYLISTS.TITLE, title);
        }
        if (description != null) {
            values.put(PLAYLISTS.DESCRIPTION, description);
        }
        if (visibility != null) {
            values.put(PLAYLISTS.VISIBILITY, visibility);
        }
        if (!values.isEmpty()) {
            db.write(sql ->
                    sql.update(PLAYLISTS).set(values).where(PLAYLISTS.ID.eq(id)).execute());
        }
    }

    void setDeleted(UUID id, @Nullable Instant when) {
        db.write(sql -> sql.update(PLAYLISTS)
                .set(PLAYLISTS.DELETED_AT, when == null ? null : when.atOffset(ZoneOffset.UTC))
                .where(PLAYLISTS.ID.eq(id))
                .execute());
    }

    List<Playlist.Choice> choices(UUID person, UUID video) {
        var has = DSL.field(DSL.exists(DSL.selectOne()
                .from(PLAYLIST_ITEMS)
                .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(PLAYLISTS.ID), PLAYLIST_ITEMS.VIDEO_ID.eq(video))));
        return db.read(sql -> sql.select(PLAYLISTS.ID, PLAYLISTS.TITLE, PLAYLISTS.KIND, has)
                .from(PLAYLISTS)
                .where(PLAYLISTS.USER_ID.eq(person), PLAYLISTS.DELETED_AT.isNull())
                .orderBy(PLAYLISTS.KIND.desc(), PLAYLISTS.CREATED_AT.desc())
                .fetch(row -> new Playlist.Choice(row.value1(), row.value2(), row.value3(), row.value4())));
    }

    private static SelectOnConditionStep<Record> lists(DSLContext sql) {
        return sql.select(List.<Field<?>>of(
                        PLAYLISTS.ID,
                        PLAYLISTS.USER_ID,
                        PROFILES.USERNAME,
                        PROFILES.DISPLAY_NAME,
                        PLAYLISTS.TITLE,
                        PLAYLISTS.DESCRIPTION,
                        PLAYLISTS.VISIBILITY,
                        PLAYLISTS.KIND,
                        VISIBLE,
                        SECONDS,
                        PLAYLISTS.CREATED_AT,
                        PLAYLISTS.UPDATED_AT,
                        PLAYLISTS.DELETED_AT))
                .from(PLAYLISTS)
                .join(PROFILES)
                .on(PROFILES.ID.eq(PLAYLISTS.USER_ID));
    }

    private static Playlist playlist(Record row) {
        var seconds = row.get(SECONDS);
        var name = row.get(PROFILES.DISPLAY_NAME);
        var deleted = row.get(PLAYLISTS.DELETED_AT);
        return new Playlist(
                row.get(PLAYLISTS.ID),
                row.get(PLAYLISTS.USER_ID),
                row.get(PROFILES.USERNAME),
                name == null ? row.get(PROFILES.USERNAME) : name,
                row.get(PLAYLISTS.TITLE),
                row.get(PLAYLISTS.DESCRIPTION),
                row.get(PLAYLISTS.VISIBILITY),
                row.get(PLAYLISTS.KIND),
                row.get(VISIBLE),
                seconds == null
                        ? Duration.ZERO
                        : Duration.ofMillis(seconds.movePointRight(3).longValue()),
                instant(row.get(PLAYLISTS.CREATED_AT)),
                instant(row.get(PLAYLISTS.UPDATED_AT)),
                deleted == null ? null : deleted.toInstant());
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
