package dev.kinora.captions;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobRecords;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Recurring;
import dev.kinora.live.LiveEvents;
import dev.kinora.media.Ffmpeg;
import dev.kinora.outbound.Endpoints;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaStores;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class MadeCaptionsConfiguration {
    @Bean
    Speech speech(CaptionsProperties properties, Endpoints endpoints) {
        return new Speech(properties, endpoints);
    }

    @Bean
    MadeCaptions madeCaptions(
            Db db,
            CaptionStore rows,
            Speech speech,
            Captions captions,
            Editions editions,
            Jobs jobs,
            JobRecords records,
            LiveEvents live) {
        return new MadeCaptions(db, rows, speech, captions, editions, jobs, records, news(live));
    }

    @Bean
    CaptionGeneration captionGeneration(
            Db db,
            CaptionStore rows,
            Speech speech,
            Editions editions,
            MediaStores stores,
            Ffmpeg ffmpeg,
            JsonMapper json,
            LiveEvents live) {
        return new CaptionGeneration(
                new MadeCaptionStore(db, rows),
                new HeardStore(db, json),
                speech,
                editions,
                stores,
                ffmpeg,
                told(db, live));
    }

    @Bean
    CaptionEnding captionEnding(Db db, CaptionStore rows, LiveEvents live) {
        return new CaptionEnding(new MadeCaptionStore(db, rows), told(db, live));
    }

    @Bean
    TranscriptUpkeep transcriptUpkeep(Db db, CaptionStore rows) {
        return new TranscriptUpkeep(new MadeCaptionStore(db, rows));
    }

    @Bean
    Recurring cuttingOfTranscripts() {
        return TranscriptUpkeep.daily();
    }

    private static Consumer<UUID> news(LiveEvents live) {
        return video -> live.publish("video:" + video, "{}");
    }

    /** Also outside of a transaction. */
    private static Consumer<UUID> told(Db db, LiveEvents live) {
        return video -> db.system(MadeCaptionStore.PART, _ -> {
            news(live).accept(video);
            return video;
        });
    }
}
