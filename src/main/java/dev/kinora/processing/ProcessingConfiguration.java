package dev.kinora.processing;

import dev.kinora.captions.Captions;
import dev.kinora.captions.MadeCaptions;
import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.AfterArrival;
import dev.kinora.library.Processed;
import dev.kinora.library.Remakes;
import dev.kinora.library.Videos;
import dev.kinora.media.Ffmpeg;
import dev.kinora.media.Stills;
import dev.kinora.platform.DataFolder;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.storage.MediaStores;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProcessingConfiguration {
    @Bean
    AfterArrival processingAfterArrival(Jobs jobs, Editions editions, Remakes remakes) {
        return new AfterArrival() {
            @Override
            public void arrived(UUID video) {
                var options = JobOptions.none().video(video);
                var plan = jobs.enqueue(new Work.PlanFilm(video), options);
                var remake = remakes.underWay(video).orElse(null);
                jobs.enqueue(
                        new Work.Settle(video, remake, null), options.after(List.of(plan), ParentFailure.continue_));
            }

            @Override
            public void givenUp(UUID video) {
                editions.giveUp(video);
            }
        };
    }

    @Bean
    Processing processing(Videos videos, Remakes remakes, Editions editions, Db db, Clock clock) {
        return new Processing(videos, remakes, editions, new WishStore(db), clock);
    }

    @Bean
    Moments moments(Editions editions, MediaStores stores) {
        return new Moments(editions, stores);
    }

    @Bean
    Watermarks watermarks(Db db, Stills stills) {
        return new Watermarks(db, stills);
    }

    @Bean
    Encoding encoding(Db db, Processed processed, Editions editions, MediaStores stores, JsonMapper json, Clock clock) {
        return new Encoding(db, processed, editions, stores, json, clock);
    }

    @Bean
    Planning planning(
            Db db,
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
                new Planner(ladder, encoder(properties)),
                new Lengths(ffmpeg, stores),
                new Copying(ladder, stores),
                new WishStore(db),
                stores,
                json);
    }

    @Bean
    PieceHandler pieceHandler(
            Encoding encoding,
            Ffmpeg ffmpeg,
            ProcessingProperties properties,
            DataFolder data,
            Editions editions,
            Planning planning,
            Processed processed) {
        return new PieceHandler(
                encoding,
                new OneFfmpeg(ffmpeg, editions, planning, properties.aside()),
                new PieceEncoder(ffmpeg, properties.pieceTime(), encoder(properties), data.of("work")),
                editions,
                processed,
                new Posters());
    }

    /** As many places as half the cores has the lane of encodes. */
    private static Plan.Encoder encoder(ProcessingProperties properties) {
        var threads = properties.threads() > 0
                ? properties.threads()
                : Math.min(4, Runtime.getRuntime().availableProcessors());
        return new Plan.Encoder(properties.preset(), properties.quality(), threads);
    }

    @Bean
    SoundHandler soundHandler(
            Db db,
            Encoding encoding,
            Ffmpeg ffmpeg,
            ProcessingProperties properties,
            DataFolder data,
            Editions editions) {
        return new SoundHandler(db, encoding, new SoundEncoder(ffmpeg, properties, data.of("work")), editions);
    }

    @Bean
    CopyHandler copyHandler(Db db, Encoding encoding, Editions editions) {
        return new CopyHandler(db, encoding, editions);
    }

    @Bean
    Settling settling(Processed processed, Editions editions) {
        return new Settling(processed, editions);
    }

    @Bean
    Finishing finishing(
            Processed processed,
            Editions editions,
            Captions captions,
            MadeCaptions madeCaptions,
            Ffmpeg ffmpeg,
            DataFolder data,
            MediaStores stores,
            JsonMapper json) {
        return new Finishing(
                processed,
                editions,
                new Posters(),
                new Subtitles(ffmpeg, data.of("work")),
                captions,
                madeCaptions,
                new Covers(ffmpeg),
                stores,
                json);
    }
}
