package dev.kinora.library;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Db;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Publishes what is due; a job for each time that somebody planned. */
final class Publishing implements JobHandler<Publishing.Publish> {
    static final JobType TYPE = JobType.of("publish_due").lane(Lanes.LIGHT).priority(2);

    /** @param due the time that was planned; null for whatever is due by now */
    record Publish(@Nullable Instant due) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    /** As far as the clock of the machine that dispatched the job may be ahead of the one of that which runs it. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

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
        var now = clock.instant();
        var planned = Objects.requireNonNullElse(job.payload().due(), now);
        if (planned.isAfter(now.plus(AHEAD))) {
            return Outcome.retryAfter(
                    Duration.between(now, planned), "too-early", "It is planned for " + planned + ".");
        }
        var published = db.system("library", _ -> {
            var due = store.publish(planned.isAfter(now) ? planned : now);
            due.forEach(id -> videos.find(id).ifPresent(news::mayBeOut));
            return due.size();
        });
        return Outcome.done(Map.of("published", published));
    }
}
