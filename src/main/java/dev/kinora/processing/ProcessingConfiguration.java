package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.AfterArrival;
import dev.kinora.library.Processed;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.DataFolder;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaStores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProcessingConfiguration {
    @Bean
    AfterArrival processingAfterArrival(Jobs jobs) {
        return video -> jobs.enqueue(new Work.PlanFilm(video), JobOptions.none().video(video));
    }

    @Bean
    Encoding encoding(Db db, Processed processed, Editions editions, MediaStores stores, JsonMapper json) {
        return new Encoding(db, processed, editions, stores, json);
    }

    @Bean
    Planning planning(
            Processed processed,
            Editions editions,
            Jobs jobs,
            Ffmpeg ffmpeg,
            MediaStores stores,
            ProcessingProperties properties,
            JsonMapper json) {
        var ladder = new Ladder(properties.ladder());
        return new Planning(
                processed,
                editions,
                jobs,
                new Planner(ladder),
                new Lengths(ffmpeg, stores),
                new Copying(ladder, stores),
                json);
    }

    @Bean
    PieceHandler pieceHandler(
            Encoding encoding, Ffmpeg ffmpeg, ProcessingProperties properties, DataFolder data, Editions editions) {
        return new PieceHandler(
                encoding, new PieceEncoder(ffmpeg, properties, threads(properties), data.of("work")), editions);
    }

    /** As many places as half the cores has the lane of encodes. */
    private static int threads(ProcessingProperties properties) {
        return properties.threads() > 0
                ? properties.threads()
                : Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    @Bean
    SoundHandler soundHandler(
            Db db, Encoding encoding, Ffmpeg ffmpeg, ProcessingProperties properties, Editions editions) {
        return new SoundHandler(db, encoding, new SoundEncoder(ffmpeg, properties), editions);
    }

    @Bean
    CopyHandler copyHandler(Db db, Encoding encoding, Editions editions) {
        return new CopyHandler(db, encoding, editions);
    }

    @Bean
    Finishing finishing(Processed processed, Editions editions, MediaStores stores, JsonMapper json) {
        return new Finishing(processed, editions, new Posters(), stores, json);
    }
}
