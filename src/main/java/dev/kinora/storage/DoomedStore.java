package dev.kinora.storage;

import static dev.kinora.schema.Tables.DOOMED_MEDIA;
import static dev.kinora.schema.Tables.INSTALLATION;
import static dev.kinora.schema.Tables.MEDIA_LEFT_OVER;
import static dev.kinora.schema.Tables.UNOWNED_MEDIA;

import dev.kinora.platform.Db;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.DSL;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class DoomedStore {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Db db;
    private final JsonMapper json;

    DoomedStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** @param path one file, or with a slash at its end everything below */
    record Doomed(UUID id, String store, String path, Map<String, Object> parts) {}

    List<Doomed> oldest(Collection<String> stores, UUID after, int most) {
        return db.system(
                "storage",
                sql -> sql.select(DOOMED_MEDIA.ID, DOOMED_MEDIA.STORE, DOOMED_MEDIA.PATH, DOOMED_MEDIA.PARTS)
                        .from(DOOMED_MEDIA)
                        .where(
                                DOOMED_MEDIA.STORE.in(stores),
                                DOOMED_MEDIA.ID.gt(after),
                                DOOMED_MEDIA.DUE_AT.le(DSL.currentOffsetDateTime()))
                        .orderBy(DOOMED_MEDIA.ID)
                        .limit(most)
                        .fetch(row -> new Doomed(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                json.readValue(row.value4().data(), OBJECT))));
    }

    /** What seems to be nobody's, to be looked at again after its grace. @return whether it was not on the list already */
    boolean doomOrphan(String store, String path, Duration grace) {
        return db.system("storage", sql -> sql.execute("""
                                insert into doomed_media (store, path, due_at)
                                select ?, ?, now() + make_interval(secs => ?)
                                where not exists (select from doomed_media where store = ? and path = ?)""", store, path, (double) grace.toSeconds(), store, path)) > 0;
    }

    UUID installation() {
        return db.system(
                "storage",
                sql -> sql.select(INSTALLATION.ID)
                        .from(INSTALLATION)
                        .fetchSingle()
                        .value1());
    }

    void forget(UUID id) {
        db.system(
                "storage",
                sql -> sql.deleteFrom(DOOMED_MEDIA)
                        .where(DOOMED_MEDIA.ID.eq(id))
                        .execute());
    }

    /** Which of these nothing in the database refers to. */
    Set<String> unowned(String store, Collection<String> owners) {
        return db.system(
                "storage",
                sql -> sql.select(UNOWNED_MEDIA.OWNER)
                        .from(UNOWNED_MEDIA.call(store, owners.toArray(String[]::new)))
                        .fetchSet(UNOWNED_MEDIA.OWNER));
    }

    /** @param source the file that the video is made of */
    record LeftOver(String path, MediaKey source) {}

    /**
     * Which of these, each a file or folder of a video that is there, nothing refers to, while nothing arrives for the video, moves
     * it or works on it.
     */
    List<LeftOver> leftOver(String store, Collection<String> paths) {
        return db.system(
                "storage",
                sql -> sql.select(MEDIA_LEFT_OVER.PATH, MEDIA_LEFT_OVER.SOURCE)
                        .from(MEDIA_LEFT_OVER.call(store, paths.toArray(String[]::new)))
                        .fetch(row -> new LeftOver(row.value1(), MediaKey.of(row.value2()))));
    }

    /**
     * The folders of editions that play and have been whole since before then, of those of these videos that nothing arrives for,
     * moves or works on.
     *
     * @param videos as videos/id
     */
    List<String> resting(String store, Collection<String> videos, Instant since) {
        return db.system(
                "storage",
                sql -> sql.resultQuery("""
                        select 'videos/' || v.id || '/editions/' || e.id || '/'
                        from (select split_part(owner, '/', 2)::uuid as id from unnest(?::text[]) owner) asked
                        join videos v on v.id = asked.id and v.store = ? and v.moving_to is null
                        join editions e on e.id = v.edition_id and e.state = 'ready' and e.state_at < ?::timestamptz
                        where not exists (select from uploads u where u.video_id = v.id and u.settled_at is null)
                          and not exists (select from remakes r where r.video_id = v.id and r.state in ('arriving', 'waiting', 'making'))
                          and not exists (select from processing_jobs j where j.video_id = v.id
                              and (j.status = 'running' or j.status = 'queued' and j.scheduled_for < now() + interval '1 day'))""", videos.toArray(String[]::new), store, since.atOffset(ZoneOffset.UTC))
                        .fetch(0, String.class));
    }

    boolean isReferred(String store, String path) {
        return db.system(
                "storage",
                sql -> sql.select(
                                DSL.field("media_is_referred({0}, {1})", Boolean.class, DSL.val(store), DSL.val(path)))
                        .fetchSingle()
                        .value1());
    }
}
