package dev.kinora.library;

import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_METADATA;

import dev.kinora.media.Probed;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.VideoStatus;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** What the system writes down when bytes arrive. */
final class ArrivalStore {
    private static final String PART = "library";
    private static final int LONGEST_FORMAT = 20;
    private static final int LONGEST_CODEC = 50;
    private static final int LONGEST_SENTENCE = 1000;

    private final Db db;

    ArrivalStore(Db db) {
        this.db = db;
    }

    UUID begin(UUID owner, String place, Arrivals.Beginning beginning) {
        var id = Ids.next();
        var filename = Titles.filename(beginning.filename());
        return db.system(PART, sql -> {
            sql.insertInto(VIDEOS)
                    .set(VIDEOS.ID, id)
                    .set(VIDEOS.USER_ID, owner)
                    .set(VIDEOS.STORE, place)
                    .set(VIDEOS.TITLE, Titles.of(beginning.title(), beginning.filename()))
                    .set(VIDEOS.ORIGINAL_FILENAME, filename.isEmpty() ? null : filename)
                    .set(VIDEOS.ORIGINAL_URL, beginning.origin().isEmpty() ? null : beginning.origin())
                    .execute();
            return id;
        });
    }

    String place(UUID video, String chosen) {
        return db.system(PART, sql -> {
            sql.update(VIDEOS)
                    .set(VIDEOS.STORE, chosen)
                    .where(
                            VIDEOS.ID.eq(video),
                            VIDEOS.STORE.ne(chosen),
                            VIDEOS.STORAGE_KEY.isNull(),
                            VIDEOS.THUMBNAIL_URL.isNull(),
                            VIDEOS.MOVING_TO.isNull())
                    .execute();
            return sql.select(VIDEOS.STORE)
                    .from(VIDEOS)
                    .where(VIDEOS.ID.eq(video))
                    .forUpdate()
                    .fetchOptional(VIDEOS.STORE)
                    .orElseThrow(LibraryProblem::videoNotFound);
        });
    }

    void downloading(UUID video) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.STATUS, VideoStatus.downloading)
                        .setNull(VIDEOS.ERROR_CODE)
                        .setNull(VIDEOS.ERROR_MESSAGE)
                        .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.in(VideoStatus.pendingupload, VideoStatus.error))
                        .execute());
    }

    void named(UUID video, String title) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.TITLE, title)
                        .where(VIDEOS.ID.eq(video))
                        .execute());
    }

    void delayed(UUID video, String code, String sentence) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.ERROR_CODE, code)
                        .set(VIDEOS.ERROR_MESSAGE, shortened(sentence, LONGEST_SENTENCE))
                        .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.downloading))
                        .execute());
    }

    void coming(UUID video) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .setNull(VIDEOS.ERROR_CODE)
                        .setNull(VIDEOS.ERROR_MESSAGE)
                        .where(
                                VIDEOS.ID.eq(video),
                                VIDEOS.STATUS.eq(VideoStatus.downloading),
                                VIDEOS.ERROR_CODE.isNotNull())
                        .execute());
    }

    void arrived(UUID video, Arrivals.Arrived file) {
        db.system(PART, sql -> {
            sql.update(VIDEOS)
                    .set(VIDEOS.STATUS, VideoStatus.queued)
                    .set(VIDEOS.STORE, file.store())
                    .setNull(VIDEOS.ERROR_CODE)
                    .setNull(VIDEOS.ERROR_MESSAGE)
                    .where(VIDEOS.ID.eq(video))
                    .execute();
            write(sql, video, file);
            return null;
        });
    }

    /** Its bytes are these from now on. */
    static void write(DSLContext sql, UUID video, Arrivals.Arrived file) {
        sql.update(VIDEOS)
                .set(VIDEOS.STORAGE_KEY, file.key())
                .set(VIDEOS.ORIGINAL_SIZE, file.bytes())
                .set(VIDEOS.COUNTED_BYTES, file.bytes())
                .set(VIDEOS.ORIGINAL_FORMAT, shortened(file.container().extension(), LONGEST_FORMAT))
                .set(VIDEOS.MIME_TYPE, file.container().mimeType())
                .set(VIDEOS.DURATION, file.film().seconds())
                .where(VIDEOS.ID.eq(video))
                .execute();
        describe(sql, video, file.film());
    }

    private static void describe(DSLContext sql, UUID video, Probed.Film film) {
        var values = new LinkedHashMap<Field<?>, @Nullable Object>();
        var picture = film.picture();
        values.put(VIDEO_METADATA.WIDTH, picture == null ? null : picture.width());
        values.put(VIDEO_METADATA.HEIGHT, picture == null ? null : picture.height());
        values.put(VIDEO_METADATA.ROTATION, picture == null ? 0 : picture.rotation());
        values.put(VIDEO_METADATA.FPS, picture == null ? null : picture.framesPerSecond());
        values.put(VIDEO_METADATA.VIDEO_CODEC, picture == null ? null : shortened(picture.codec(), LONGEST_CODEC));
        values.put(
                VIDEO_METADATA.COLOR_SPACE,
                picture == null || picture.colorSpace() == null
                        ? null
                        : shortened(picture.colorSpace(), LONGEST_FORMAT));
        var sound = film.sound();
        values.put(VIDEO_METADATA.AUDIO_CODEC, sound == null ? null : shortened(sound.codec(), LONGEST_CODEC));
        values.put(VIDEO_METADATA.AUDIO_CHANNELS, sound == null ? null : Math.min(sound.channels(), Short.MAX_VALUE));
        values.put(VIDEO_METADATA.BITRATE, film.bitrate());
        values.put(VIDEO_METADATA.PROBE, JSONB.valueOf(film.json()));
        sql.insertInto(VIDEO_METADATA)
                .set(VIDEO_METADATA.VIDEO_ID, video)
                .set(values)
                .onConflict(VIDEO_METADATA.VIDEO_ID)
                .doUpdate()
                .set(values)
                .execute();
    }

    /** Of that file of it, unless it has another by now. */
    void read(UUID video, String key, byte[] sha256) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.ORIGINAL_SHA256, sha256)
                        .where(VIDEOS.ID.eq(video), VIDEOS.STORAGE_KEY.eq(key))
                        .execute());
    }

    void read(UUID video, byte[] sha256) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.ORIGINAL_SHA256, sha256)
                        .where(VIDEOS.ID.eq(video))
                        .execute());
    }

    /** @return whether it had not failed already */
    boolean failed(UUID video, String code, String sentence) {
        return db.system(
                        PART,
                        sql -> sql.update(VIDEOS)
                                .set(VIDEOS.STATUS, VideoStatus.error)
                                .set(VIDEOS.ERROR_CODE, code)
                                .set(VIDEOS.ERROR_MESSAGE, shortened(sentence, LONGEST_SENTENCE))
                                .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.ne(VideoStatus.error))
                                .execute())
                > 0;
    }

    void awaited(UUID video) {
        db.system(
                PART,
                sql -> sql.update(VIDEOS)
                        .set(VIDEOS.STATUS, VideoStatus.pendingupload)
                        .setNull(VIDEOS.ERROR_CODE)
                        .setNull(VIDEOS.ERROR_MESSAGE)
                        .where(VIDEOS.ID.eq(video), VIDEOS.STATUS.eq(VideoStatus.error))
                        .execute());
    }

    void abandoned(UUID video) {
        db.system(
                PART,
                sql -> sql.deleteFrom(VIDEOS)
                        .where(
                                VIDEOS.ID.eq(video),
                                VIDEOS.STORAGE_KEY.isNull(),
                                VIDEOS.STATUS.in(VideoStatus.pendingupload, VideoStatus.downloading, VideoStatus.error))
                        .execute());
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
