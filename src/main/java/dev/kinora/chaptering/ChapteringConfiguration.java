package dev.kinora.chaptering;

import dev.kinora.captions.AfterTranscript;
import dev.kinora.captions.Transcripts;
import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobRecords;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.AfterMaking;
import dev.kinora.library.Videos;
import dev.kinora.live.LiveEvents;
import dev.kinora.outbound.Endpoints;
import dev.kinora.platform.Db;
import dev.kinora.webhooks.Webhooks;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ChapteringConfiguration {
    @Bean
    ChapterJobs chapterJobs(Jobs jobs, Db db, Clock clock) {
        return new ChapterJobs(jobs, new ChapterStore(db), clock);
    }

    @Bean
    AfterTranscript chaptersOfWhatIsSaid(ChapterJobs jobs) {
        return jobs::transcribed;
    }

    @Bean
    AfterMaking chaptersOfWhatIsMade(ChapterJobs jobs) {
        return jobs::soon;
    }

    @Bean
    Chapters chapters(
            Db db,
            JsonMapper json,
            Videos videos,
            ChapterJobs jobs,
            JobRecords records,
            LiveEvents live,
            Webhooks webhooks,
            Clock clock) {
        return new Chapters(
                db,
                new ChapterStore(db),
                new OutlineStore(db, json),
                videos,
                jobs,
                records,
                new ChapterNews(live, webhooks),
                clock);
    }

    @Bean
    Refinement chapterRefinement(ChapteringProperties properties, Endpoints endpoints) {
        var llm = properties.llm();
        return new Refinement(
                llm.isNamed()
                        ? Optional.of(new LanguageModel(
                                () -> endpoints.at(llm.baseUrl(), LanguageModel.PATH, llm.key(), llm.timeout()), llm))
                        : Optional.empty());
    }

    @Bean
    ChapterGeneration chapterGeneration(
            Db db,
            JsonMapper json,
            Chapters chapters,
            Transcripts transcripts,
            Editions editions,
            Refinement refinement,
            Clock clock) {
        return new ChapterGeneration(
                chapters, new ChapterStore(db), new OutlineStore(db, json), transcripts, editions, refinement, clock);
    }
}
