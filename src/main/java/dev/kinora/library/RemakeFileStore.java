package dev.kinora.library;

import static dev.kinora.schema.Tables.DOOMED_MEDIA;
import static dev.kinora.schema.Tables.REMAKES;
import static dev.kinora.schema.Tables.UPLOADS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.library.RemakeStore.Open;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.RemakeState;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import tools.jackson.databind.json.JsonMapper;

/** Files that are to take the place of others; written by the system alone. */
final class RemakeFileStore {
    private static final String PART = "library";

    private final Db db;
    private final JsonMapper json = JsonMapper.shared();

    RemakeFileStore(Db db) {
        this.db = db;
    }

    /** What is reserved counts as the video's from now on, so that it comes back with it, whatever becomes of either. */
    void arrived(Open remake, Arrivals.Arrived file, long reserved) {
        db.system(PART, sql -> {
            sql.update(REMAKES)
                    .set(REMAKES.STATE, RemakeState.waiting)
                    .set(REMAKES.SOURCE, JSONB.valueOf(json.writeValueAsString(file)))
                    .set(REMAKES.RESERVED_BYTES, reserved)
                    .where(REMAKES.ID.eq(remake.id()))
                    .execute();
            return sql.update(VIDEOS)
                    .set(VIDEOS.COUNTED_BYTES, VIDEOS.COUNTED_BYTES.plus(reserved))
                    .where(VIDEOS.ID.eq(remake.video()))
                    .execute();
        });
    }

    void read(UUID video, String key, byte[] sha256) {
        db.system(
                PART,
                sql -> sql.update(REMAKES)
                        .set(REMAKES.SOURCE_SHA256, sha256)
                        .where(
                                REMAKES.VIDEO_ID.eq(video),
                                RemakeStore.OPEN,
                                DSL.condition("{0} ->> 'key' = {1}", REMAKES.SOURCE, DSL.val(key)))
                        .execute());
    }

    /** The file that came is nobody's, and neither is what was reserved for it. */
    void letGo(Open remake) {
        var source = remake.source();
        if (source == null) {
            return;
        }
        db.system(PART, sql -> {
            doom(sql, remake.video(), source.key());
            return sql.update(VIDEOS)
                    .set(VIDEOS.COUNTED_BYTES, VIDEOS.COUNTED_BYTES.minus(remake.reserved()))
                    .where(VIDEOS.ID.eq(remake.video()))
                    .execute();
        });
    }

    /** The other file is the video's from now on; the one it had goes. */
    void swap(Open remake, Arrivals.Arrived source) {
        db.system(PART, sql -> {
            var former = sql.select(VIDEOS.STORAGE_KEY)
                    .from(VIDEOS)
                    .where(VIDEOS.ID.eq(remake.video()))
                    .fetchOne(VIDEOS.STORAGE_KEY);
            sql.update(VIDEOS)
                    .set(VIDEOS.ORIGINAL_FILENAME, remake.filename())
                    .setNull(VIDEOS.ORIGINAL_URL)
                    .set(VIDEOS.ORIGINAL_SHA256, remake.sha256())
                    .where(VIDEOS.ID.eq(remake.video()))
                    .execute();
            ArrivalStore.write(sql, remake.video(), source);
            if (former != null && !former.equals(source.key())) {
                doom(sql, remake.video(), former);
            }
            return null;
        });
    }

    /** The upload that brought it would keep it for a week. */
    private static void doom(DSLContext sql, UUID video, String key) {
        sql.deleteFrom(UPLOADS)
                .where(UPLOADS.VIDEO_ID.eq(video), UPLOADS.STORAGE_KEY.eq(key), UPLOADS.SETTLED_AT.isNotNull())
                .execute();
        sql.insertInto(DOOMED_MEDIA, DOOMED_MEDIA.STORE, DOOMED_MEDIA.PATH)
                .select(DSL.select(DSL.field("place", String.class), DSL.val(key))
                        .from("videos v, unnest(array[v.store, v.moving_to]) place")
                        .where(DSL.condition("v.id = {0} and place is not null", DSL.val(video))))
                .execute();
    }
}
