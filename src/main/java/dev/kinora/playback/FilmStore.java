package dev.kinora.playback;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.CHAPTERS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.VideoProvider;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.schema.enums.VideoVisibility;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads for whoever has the address; whether a viewer may see a film is asked as that viewer. */
final class FilmStore {
    private static final String PART = "playback";
    /** As the policy videos_public has it. */
    private static final Field<Boolean> OPEN = DSL.field(DSL.and(
            VIDEOS.VISIBILITY.in(VideoVisibility.public_, VideoVisibility.unlisted),
            VIDEOS.PUBLISHED_AT.isNotNull(),
            VIDEOS.DELETED_AT.isNull(),
            VIDEOS.TAKEN_DOWN_AT.isNull()));

    private final Db db;

    FilmStore(Db db) {
        this.db = db;
    }

    Optional<Film> find(String uid) {
        return find(VIDEOS.PROVIDER_UID.eq(uid));
    }

    Optional<Film> find(UUID id) {
        return find(VIDEOS.ID.eq(id));
    }

    private Optional<Film> find(Condition which) {
        return db.system(
                PART,
                sql -> sql.select(
                                VIDEOS.ID,
                                VIDEOS.PROVIDER_UID,
                                VIDEOS.USER_ID,
                                VIDEOS.TITLE,
                                OPEN,
                                VIDEOS.DELETED_AT,
                                VIDEOS.TAKEN_DOWN_AT,
                                VIDEOS.STATUS,
                                VIDEOS.DOWNLOAD_ALLOWED_AT,
                                VIDEOS.ALLOWED_ORIGINS,
                                VIDEOS.DURATION,
                                VIDEOS.THUMBNAIL_URL,
                                VIDEOS.THUMBNAIL_AT,
                                VIDEOS.STORE,
                                VIDEOS.STORAGE_KEY)
                        .from(VIDEOS)
                        .where(which, VIDEOS.PROVIDER.eq(VideoProvider.kinora))
                        .fetchOptional(FilmStore::film));
    }

    /** Under row-level security: whether the viewer of the running request sees it, and it is not in the bin. */
    boolean visible(UUID video) {
        return db.read(sql -> sql.fetchExists(VIDEOS, VIDEOS.ID.eq(video), VIDEOS.DELETED_AT.isNull()));
    }

    /** Without those that are only begun: nobody could read them. */
    private static Condition readable(UUID video) {
        return DSL.and(CAPTIONS.VIDEO_ID.eq(video), CAPTIONS.STATUS.eq(VideoStatus.ready), CAPTIONS.HAS_CUES.isTrue());
    }

    List<Film.Caption> captions(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(CAPTIONS.LANGUAGE, CAPTIONS.LABEL, CAPTIONS.SHOWN_UNASKED)
                        .from(CAPTIONS)
                        .where(readable(video))
                        .orderBy(CAPTIONS.LANGUAGE)
                        .fetch(row -> new Film.Caption(row.value1(), row.value2(), row.value3())));
    }

    /** The whole file. */
    Optional<String> vtt(UUID video, String language) {
        return db.system(
                PART,
                sql -> sql.select(CAPTIONS.VTT)
                        .from(CAPTIONS)
                        .where(readable(video), CAPTIONS.LANGUAGE.eq(language))
                        .fetchOptional(CAPTIONS.VTT));
    }

    List<ChapterTrack.Line> chapters(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(CHAPTERS.TITLE, CHAPTERS.START_TIME_SECONDS, CHAPTERS.END_TIME_SECONDS)
                        .from(CHAPTERS)
                        .where(CHAPTERS.VIDEO_ID.eq(video))
                        .orderBy(CHAPTERS.CHAPTER_ORDER)
                        .fetch(row -> new ChapterTrack.Line(row.value1(), row.value2(), row.value3())));
    }

    private static Film film(Record row) {
        return new Film(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.PROVIDER_UID),
                row.get(VIDEOS.USER_ID),
                row.get(VIDEOS.TITLE),
                row.get(OPEN),
                row.get(VIDEOS.DELETED_AT) != null,
                row.get(VIDEOS.TAKEN_DOWN_AT) != null,
                row.get(VIDEOS.STATUS),
                row.get(VIDEOS.DOWNLOAD_ALLOWED_AT) != null,
                Arrays.asList(row.get(VIDEOS.ALLOWED_ORIGINS)),
                row.get(VIDEOS.DURATION),
                row.get(VIDEOS.THUMBNAIL_URL),
                row.get(VIDEOS.THUMBNAIL_AT),
                row.get(VIDEOS.STORE),
                row.get(VIDEOS.STORAGE_KEY));
    }
}
