package dev.kinora.chaptering;

import dev.kinora.jobs.JobId;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Unique;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/** When a machine is to make chapters: in the transaction in which there is something new to make them of. */
final class ChapterJobs {
    static final JobType TYPE =
            JobType.of("chapter_generation").lane(Lanes.TEXT).priority(4).timeout(Duration.ofMinutes(15));

    /** Whoever saves again and again has one made of all of it. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    /** After what somebody waits for. */
    private static final int WITH_TIME = 7;
    /** Nobody looks for a place in anything shorter. */
    private static final BigDecimal SHORTEST_TALK = BigDecimal.valueOf(60);
    /** Pictures alone tell little: only where one would search for long. */
    private static final BigDecimal SHORTEST_SILENT = BigDecimal.valueOf(300);

    record Generate(UUID video) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final Jobs jobs;
    private final ChapterStore store;
    private final Clock clock;

    ChapterJobs(Jobs jobs, ChapterStore store, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.clock = clock;
    }

    void transcribed(Collection<UUID> videos) {
        videos.forEach(this::soon);
    }

    void soon(UUID video) {
        store.subject(video)
                .filter(it -> it.duration() != null && (isLong(it, it.duration()) || store.isProposed(video)))
                .ifPresent(it -> jobs.enqueue(
                        new Generate(video),
                        options(video, it.owner())
                                .priority(WITH_TIME)
                                .at(clock.instant().plus(A_MOMENT))));
    }

    /** What was proposed before is not left as it is, or it would say what nobody says any more. */
    private static boolean isLong(ChapterStore.Subject film, BigDecimal duration) {
        return duration.compareTo(film.transcribed() ? SHORTEST_TALK : SHORTEST_SILENT) >= 0;
    }

    /** Whatever the length: somebody asks for it. */
    JobId now(UUID video) {
        return jobs.enqueue(new Generate(video), options(video));
    }

    private static JobOptions options(UUID video, UUID owner) {
        // In a person's transaction it is that person's anyhow.
        return Caller.current().viewer() instanceof Viewer.Kinora
                ? options(video).user(owner)
                : options(video);
    }

    private static JobOptions options(UUID video) {
        return JobOptions.none()
                .video(video)
                .unique(Unique.whileQueued("chapters " + video))
                .gate("chapters " + video, 1);
    }
}
