package dev.kinora.playlists;

import static dev.kinora.schema.Tables.PLAYLISTS;
import static dev.kinora.schema.Tables.PLAYLIST_ITEMS;
import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.Routines;
import dev.kinora.schema.enums.PlaylistKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** The places on a list. Those who change them hold the list's row. */
final class PlaylistItemStore {
    /** As the table's own check has it. */
    static final int MOST = 5000;

    /** Of others' videos only what there is to watch; one's own stand there at once. */
    static final Condition WATCHABLE_OR_OWN = DSL.condition(Routines.isWatchable(VIDEOS.STATUS))
            .or(VIDEOS.USER_ID.eq(DSL.field("(select current_user_id())", UUID.class)));

    /** As {@link PlaylistItem.Video#playable} has it. What lies in the bin its owner sees, and nobody watches. */
    private static final Condition PLAYABLE = VIDEOS.EDITION_ID.isNotNull().and(VIDEOS.DELETED_AT.isNull());

    /** How many are shown on either side of the one that plays. */
    private static final int BESIDE = 30;

    private static final List<Field<?>> COLUMNS = List.of(
            PLAYLIST_ITEMS.POSITION,
            PLAYLIST_ITEMS.VIDEO_ID,
            VIDEOS.PROVIDER_UID,
            VIDEOS.TITLE,
            VIDEOS.DURATION,
            VIDEOS.THUMBNAIL_URL,
            VIDEOS.EDITION_ID,
            VIDEOS.DELETED_AT,
            PROFILES.USERNAME,
            PROFILES.DISPLAY_NAME);

    private final Db db;

    PlaylistItemStore(Db db) {
        this.db = db;
    }

    /** Counted anew: what was deleted for good, or is not the viewer's to see, leaves gaps between the positions. */
    Page<PlaylistItem> page(UUID list, PageRequest page) {
        var found = atPositions(list, page);
        if (found.items().isEmpty()) {
            return found;
        }
        var before = before(list, found.items().getFirst().place());
        return new Page<>(counted(found.items(), before + 1), found.next());
    }

    private static List<PlaylistItem> counted(List<PlaylistItem> items, int first) {
        return IntStream.range(0, items.size())
                .mapToObj(index -> items.get(index).at(first + index))
                .toList();
    }

    private int before(UUID list, int position) {
        return db.read(sql -> sql.fetchCount(
                PLAYLIST_ITEMS, PLAYLIST_ITEMS.PLAYLIST_ID.eq(list).and(PLAYLIST_ITEMS.POSITION.lt(position))));
    }

    private Page<PlaylistItem> atPositions(UUID list, PageRequest page) {
        return db.read(
                sql -> Keyset.fetch(select(sql, list), page, PlaylistItemStore::item, PLAYLIST_ITEMS.POSITION.asc()));
    }

    Optional<PlaylistItem.Video> beginning(UUID list) {
        return db.read(sql -> nearest(sql, list, DSL.noCondition(), PLAYLIST_ITEMS.POSITION.asc()));
    }

    /** Of a list of thousands only the neighbours: whoever goes on to one of them sees that one's. */
    Optional<Playthrough> around(Playlist list, UUID video) {
        return db.read(sql -> sql.select(PLAYLIST_ITEMS.POSITION)
                        .from(PLAYLIST_ITEMS)
                        .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(list.id()), PLAYLIST_ITEMS.VIDEO_ID.eq(video))
                        .fetchOptional(PLAYLIST_ITEMS.POSITION)
                        .map(position -> around(sql, list, position)))
                // The list may have been changed from one look to the next.
                .filter(found -> found.shows(video));
    }

    private static Playthrough around(DSLContext sql, Playlist list, int at) {
        var position = PLAYLIST_ITEMS.POSITION;
        var isBefore = position.lt(at);
        var counts = sql.select(DSL.count().filterWhere(isBefore), DSL.count())
                .from(PLAYLIST_ITEMS)
                .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(list.id()))
                .fetchSingle();
        var before = select(sql, list.id())
                .and(isBefore)
                .orderBy(position.desc())
                .limit(BESIDE)
                .fetch(PlaylistItemStore::item)
                .reversed();
        var others = select(sql, list.id())
                .and(position.ge(at))
                .orderBy(position.asc())
                .limit(BESIDE + 1)
                .fetch(PlaylistItemStore::item);
        var items = Stream.concat(before.stream(), others.stream()).toList();
        return new Playthrough(
                list,
                counts.value1() + 1,
                counts.value2(),
                counted(items, counts.value1() - before.size() + 1),
                nearest(sql, list.id(), isBefore, position.desc()).orElse(null),
                nearest(sql, list.id(), position.gt(at), position.asc()).orElse(null));
    }

    private static Optional<PlaylistItem.Video> nearest(
            DSLContext sql, UUID list, Condition where, SortField<Integer> order) {
        return select(sql, list)
                .and(PLAYABLE)
                .and(where)
                .orderBy(order)
                .limit(1)
                .fetchOptional(row -> video(row, row.get(VIDEOS.PROVIDER_UID)));
    }

    private static SelectConditionStep<Record> select(DSLContext sql, UUID list) {
        return sql.select(COLUMNS)
                .from(PLAYLIST_ITEMS)
                .leftJoin(VIDEOS)
                .on(VIDEOS.ID.eq(PLAYLIST_ITEMS.VIDEO_ID), WATCHABLE_OR_OWN)
                .leftJoin(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(list));
    }

    private static PlaylistItem item(Record row) {
        var uid = row.get(VIDEOS.PROVIDER_UID);
        return new PlaylistItem(
                row.get(PLAYLIST_ITEMS.VIDEO_ID),
                row.get(PLAYLIST_ITEMS.POSITION),
                uid == null ? null : video(row, uid));
    }

    private static PlaylistItem.Video video(Record row, String uid) {
        var duration = row.get(VIDEOS.DURATION);
        var name = row.get(PROFILES.DISPLAY_NAME) != null ? row.get(PROFILES.DISPLAY_NAME) : row.get(PROFILES.USERNAME);
        return new PlaylistItem.Video(
                uid,
                row.get(VIDEOS.TITLE),
                name == null ? "" : name,
                duration == null
                        ? null
                        : Duration.ofMillis(duration.movePointRight(3).longValue()),
                row.get(VIDEOS.THUMBNAIL_URL),
                row.get(VIDEOS.EDITION_ID) != null && row.get(VIDEOS.DELETED_AT) == null);
    }

    boolean isVisible(UUID video) {
        return db.read(sql -> sql.fetchExists(
                VIDEOS, VIDEOS.ID.eq(video).and(VIDEOS.DELETED_AT.isNull()).and(WATCHABLE_OR_OWN)));
    }

    boolean has(UUID list, UUID video) {
        return db.read(sql -> sql.fetchExists(
                PLAYLIST_ITEMS, PLAYLIST_ITEMS.PLAYLIST_ID.eq(list).and(PLAYLIST_ITEMS.VIDEO_ID.eq(video))));
    }

    Set<UUID> forLater(UUID person, Collection<UUID> videos) {
        return db.read(sql -> sql.select(PLAYLIST_ITEMS.VIDEO_ID)
                .from(PLAYLIST_ITEMS)
                .join(PLAYLISTS)
                .on(PLAYLISTS.ID.eq(PLAYLIST_ITEMS.PLAYLIST_ID))
                .where(
                        PLAYLISTS.USER_ID.eq(person),
                        PLAYLISTS.KIND.eq(DSL.inline(PlaylistKind.watch_later)),
                        PLAYLIST_ITEMS.VIDEO_ID.in(videos))
                .fetchSet(PLAYLIST_ITEMS.VIDEO_ID));
    }

    int lastPlace(UUID list) {
        return db.read(sql -> sql.select(DSL.coalesce(DSL.max(PLAYLIST_ITEMS.POSITION), 0))
                .from(PLAYLIST_ITEMS)
                .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(list))
                .fetchSingle()
                .value1());
    }

    void insert(UUID list, UUID video, int place) {
        db.write(sql -> sql.insertInto(PLAYLIST_ITEMS)
                .set(PLAYLIST_ITEMS.PLAYLIST_ID, list)
                .set(PLAYLIST_ITEMS.VIDEO_ID, video)
                .set(PLAYLIST_ITEMS.POSITION, place)
                .execute());
    }

    boolean delete(UUID list, UUID video) {
        return db.write(sql -> sql.deleteFrom(PLAYLIST_ITEMS)
                        .where(PLAYLIST_ITEMS.PLAYLIST_ID.eq(list), PLAYLIST_ITEMS.VIDEO_ID.eq(video))
                        .execute())
                == 1;
    }

    /** Counts the places anew where a video went. */
    void close(UUID list) {
        db.write(sql -> sql.execute("""
                update playlist_items i set position = o.place
                from (select video_id, row_number() over (order by position) as place from playlist_items where playlist_id = ?) o
                where i.playlist_id = ? and i.video_id = o.video_id and i.position <> o.place""", list, list));
    }

    /** Those between its old and its new place move up or down by one. */
    void move(UUID list, UUID video, int place) {
        db.write(sql -> sql.execute("""
                with ordered as (
                    select video_id, row_number() over (order by position) as place, count(*) over () as total
                    from playlist_items where playlist_id = ?
                ), wanted as (
                    select place as was, least(?, total) as becomes from ordered where video_id = ?
                ), placed as (
                    select o.video_id, case
                        when o.place = w.was then w.becomes
                        when o.place > w.was and o.place <= w.becomes then o.place - 1
                        when o.place < w.was and o.place >= w.becomes then o.place + 1
                        else o.place end as place
                    from ordered o cross join wanted w
                )
                update playlist_items i set position = p.place
                from placed p
                where i.playlist_id = ? and i.video_id = p.video_id and i.position <> p.place""", list, place, video, list));
    }
}
