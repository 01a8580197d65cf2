package dev.kinora.library;

import static dev.kinora.library.VideoStore.VIEWER;
import static dev.kinora.library.VideoStore.VIEWS;
import static dev.kinora.library.VideoStore.select;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Cursor;
import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Reads the viewer's own videos. */
final class OwnVideoStore {
    /** A key of a list is never null: what has no date, size or length comes last. */
    private static final Field<OffsetDateTime> PUBLISHED =
            DSL.coalesce(VIDEOS.PUBLISHED_AT, DSL.inline(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)));

    private static final Field<Long> SIZE = DSL.coalesce(VIDEOS.ORIGINAL_SIZE, DSL.inline(-1L));
    private static final Field<BigDecimal> LENGTH = DSL.coalesce(VIDEOS.DURATION, DSL.inline(BigDecimal.ONE.negate()));
    private static final Field<String> TITLE = DSL.lower(VIDEOS.TITLE);

    private final Db db;

    OwnVideoStore(Db db) {
        this.db = db;
    }

    List<Video> of(Collection<UUID> ids) {
        return db.read(sql ->
                select(sql).where(VIDEOS.USER_ID.eq(VIEWER), VIDEOS.ID.in(ids)).fetch(VideoStore::video));
    }

    Page<Video> page(VideoFilter filter, VideoOrder order, PageRequest page) {
        var cursor = page.cursor();
        var inOrder = new PageRequest(page.limit(), cursor == null ? null : cursor.without(order.name()));
        var found = db.read(sql -> Keyset.fetch(
                with(sql, order).where(VIDEOS.USER_ID.eq(VIEWER), VIDEOS.DELETED_AT.isNull(), fits(filter)),
                inOrder,
                VideoStore::video,
                key(order)));
        var next = found.next();
        return next == null
                ? found
                : new Page<>(
                        found.items(), Cursor.parse(next).within(order.name()).toString());
    }

    private static SelectOnConditionStep<Record> with(DSLContext sql, VideoOrder order) {
        var select = select(sql);
        select.getQuery().addSelect(key(order)[0].$field());
        return select;
    }

    private static SortField<?>[] key(VideoOrder order) {
        return switch (order) {
            case newest -> new SortField<?>[] {VIDEOS.CREATED_AT.desc(), VIDEOS.ID.desc()};
            case oldest -> new SortField<?>[] {VIDEOS.CREATED_AT.asc(), VIDEOS.ID.asc()};
            case title -> new SortField<?>[] {TITLE.asc(), VIDEOS.ID.desc()};
            case views -> new SortField<?>[] {VIEWS.desc(), VIDEOS.ID.desc()};
            case published -> new SortField<?>[] {PUBLISHED.desc(), VIDEOS.ID.desc()};
            case largest -> new SortField<?>[] {SIZE.desc(), VIDEOS.ID.desc()};
            case longest -> new SortField<?>[] {LENGTH.desc(), VIDEOS.ID.desc()};
        };
    }

    /** Those that are in the bin, the latest first. */
    Page<Video> bin(PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                select(sql).where(VIDEOS.USER_ID.eq(VIEWER), VIDEOS.DELETED_AT.isNotNull()),
                page,
                VideoStore::video,
                VIDEOS.DELETED_AT.desc(),
                VIDEOS.ID.desc()));
    }

    private static Condition fits(VideoFilter filter) {
        var all = DSL.noCondition();
        if (filter.status() != null) {
            all = all.and(VIDEOS.STATUS.eq(filter.status()));
        }
        if (filter.visibility() != null) {
            all = all.and(VIDEOS.VISIBILITY.eq(filter.visibility().stored()));
        }
        if (filter.words() != null && !filter.words().isBlank()) {
            var words = filter.words().strip();
            all = all.and(VIDEOS.TITLE
                    .containsIgnoreCase(words)
                    .or(VIDEOS.DESCRIPTION.containsIgnoreCase(words))
                    .or(isInTag(words)));
        }
        return all;
    }

    private static Condition isInTag(String words) {
        var tag = DSL.field(DSL.name("each", "tag"), String.class);
        return DSL.exists(
                DSL.selectOne().from(DSL.unnest(VIDEOS.TAGS).as("each", "tag")).where(tag.containsIgnoreCase(words)));
    }
}
