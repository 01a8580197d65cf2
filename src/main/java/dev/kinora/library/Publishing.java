package dev.kinora.library;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Db;
import java.time.Clock;
import java.util.Map;

/** Publishes what is due; a job for each time that somebody planned. */
final class Publishing implements JobHandler<Publishing.Publish> {
    static final JobType TYPE = JobType.of("publish_due").lane(Lanes.LIGHT).priority(2);

    record Publish() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final PublishingStore store;
    private final VideoStore videos;
    private final Db db;
    private final VideoNews news;
    private final Clock clock;

    Publishing(PublishingStore store, VideoStore videos, Db db, VideoNews news, Clock clock) {
        this.store = store;
        this.videos = videos;
        this.db = db;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Publish> payload() {
        return Publish.class;
    }

    @Override
    public Outcome run(JobRun<Publish> job) {
        var published = db.system("library", _ -> {
            var due = store.publish(clock.instant());
            due.forEach(id -> videos.find(id).ifPresent(news::mayBeOut));
            return due.size();
        });
        return Outcome.done(Map.of("published", published));
    }
}
