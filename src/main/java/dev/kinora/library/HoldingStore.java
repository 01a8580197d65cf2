package dev.kinora.library;

import dev.kinora.platform.Db;
import java.util.List;

/** The sums of all videos by store; operators look at them now and then, so each is counted when it is asked for. */
final class HoldingStore {
    private final Db db;

    HoldingStore(Db db) {
        this.db = db;
    }

    record Counted(
            String store, long videos, long sources, long renditions, long leaving, long arriving, long doomed) {}

    List<Counted> count() {
        return db.system("library", sql -> sql.resultQuery("""
                        with held as (
                            select store, moving_to, count(*) videos, sum(coalesce(original_size, 0)) sources
                            from videos where provider = 'kinora' and storage_key is not null group by store, moving_to
                        ), made as (
                            select v.store, sum(r.bytes) renditions
                            from renditions r join editions e on e.id = r.edition_id join videos v on v.id = e.video_id
                            where e.state in ('making', 'ready') group by v.store
                        ), doomed as (
                            select store, count(*) doomed from doomed_media group by store
                        ), named as (
                            select store from held union select moving_to from held where moving_to is not null union select store from doomed
                        )
                        select n.store,
                               coalesce((select sum(videos) from held h where h.store = n.store), 0)::bigint as videos,
                               coalesce((select sum(sources) from held h where h.store = n.store), 0)::bigint as sources,
                               coalesce((select renditions from made m where m.store = n.store), 0)::bigint as renditions,
                               coalesce((select sum(videos) from held h where h.store = n.store and h.moving_to is not null), 0)::bigint as leaving,
                               coalesce((select sum(videos) from held h where h.moving_to = n.store), 0)::bigint as arriving,
                               coalesce((select doomed from doomed d where d.store = n.store), 0)::bigint as doomed
                        from named n""").fetchInto(Counted.class));
    }
}
