package dev.kinora.library;

import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Recurring;
import dev.kinora.live.LiveEvents;
import dev.kinora.media.Stills;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaStores;
import dev.kinora.webhooks.Webhooks;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {
    @Bean
    Arrivals arrivals(Db db, VideoNews news, ObjectProvider<AfterArrival> next) {
        return new Arrivals(db, news, next::orderedStream);
    }

    @Bean
    Remakes remakes(Db db, VideoNews news, Videos videos, Arrivals arrivals, ObjectProvider<AfterArrival> next) {
        return new Remakes(db, news, videos, arrivals, next::orderedStream);
    }

    @Bean
    Processed processed(Db db, VideoNews news, Arrivals arrivals, Remakes remakes, ObjectProvider<AfterMaking> after) {
        return new Processed(db, news, arrivals, remakes, after::orderedStream);
    }

    @Bean
    VideoNews videoNews(LiveEvents live, Webhooks webhooks, Db db) {
        return new VideoNews(live, webhooks, new PublishingStore(db));
    }

    @Bean
    Videos videos(
            Db db,
            VideoNews news,
            Jobs jobs,
            Clock clock,
            ObjectProvider<AfterChange> after,
            ObjectProvider<AfterBin> afterBin) {
        return new Videos(db, news, jobs, clock, after::orderedStream, afterBin::orderedStream);
    }

    @Bean
    Thumbnails thumbnails(Videos videos, Db db, VideoNews news, MediaStores stores, Stills stills) {
        return new Thumbnails(videos, db, news, stores, stills);
    }

    @Bean
    Publishing publishing(Db db, VideoNews news, Clock clock) {
        return new Publishing(new PublishingStore(db), new VideoStore(db), db, news, clock);
    }

    /** What somebody wrote into the database by hand has no job of its own. */
    @Bean
    Recurring publishingDue() {
        return Recurring.of("publish-due", "2 * * * *", new Publishing.Publish(null));
    }
}
