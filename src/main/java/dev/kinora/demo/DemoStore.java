package dev.kinora.demo;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.CHAPTERS;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;
import static dev.kinora.schema.Tables.USERS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.CaptionOrigin;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

final class DemoStore {
    private static final String PART = "demo";

    private final Db db;

    DemoStore(Db db) {
        this.db = db;
    }

    /** Nobody else begins until this transaction is over. */
    boolean isNobodyHere() {
        return db.system(PART, sql -> {
            sql.execute("select pg_advisory_xact_lock(hashtextextended('kinora demo', 0))");
            return !sql.fetchExists(USERS);
        });
    }

    /** As they have it, in the bin too. */
    Optional<UUID> find(UUID person, Clip clip) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.ID)
                        .from(VIDEOS)
                        .where(VIDEOS.USER_ID.eq(person), VIDEOS.ORIGINAL_FILENAME.eq(clip.file()))
                        .limit(1)
                        .fetchOptional(VIDEOS.ID));
    }

    void describe(UUID video, Clip clip) {
        db.system(PART, sql -> {
            for (var i = 0; i < clip.parts().size(); i++) {
                sql.insertInto(CHAPTERS)
                        .set(CHAPTERS.VIDEO_ID, video)
                        .set(CHAPTERS.CHAPTER_ORDER, i + 1)
                        .set(CHAPTERS.TITLE, clip.parts().get(i))
                        .set(
                                CHAPTERS.START_TIME_SECONDS,
                                clip.begin(i, clip.parts().size()))
                        .set(
                                CHAPTERS.END_TIME_SECONDS,
                                clip.begin(i + 1, clip.parts().size()))
                        .execute();
            }
            if (!clip.lines().isEmpty()) {
                caption(sql, video, clip);
            }
            return null;
        });
    }

    private static void caption(DSLContext sql, UUID video, Clip clip) {
        var id = Ids.next();
        sql.insertInto(CAPTIONS)
                .set(CAPTIONS.ID, id)
                .set(CAPTIONS.VIDEO_ID, video)
                .set(CAPTIONS.LANGUAGE, "en")
                .set(CAPTIONS.LABEL, "English")
                .set(CAPTIONS.ORIGIN, CaptionOrigin.uploaded)
                .set(CAPTIONS.VTT, clip.webVtt())
                .execute();
        for (var i = 0; i < clip.lines().size(); i++) {
            sql.insertInto(TRANSCRIPT_SEGMENTS)
                    .set(TRANSCRIPT_SEGMENTS.CAPTION_ID, id)
                    .set(TRANSCRIPT_SEGMENTS.VIDEO_ID, video)
                    .set(TRANSCRIPT_SEGMENTS.POSITION, i + 1)
                    .set(
                            TRANSCRIPT_SEGMENTS.START_TIME_SECONDS,
                            clip.begin(i, clip.lines().size()))
                    .set(
                            TRANSCRIPT_SEGMENTS.END_TIME_SECONDS,
                            clip.begin(i + 1, clip.lines().size()))
                    .set(TRANSCRIPT_SEGMENTS.TEXT, clip.lines().get(i))
                    .execute();
        }
    }
}
