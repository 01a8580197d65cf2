package dev.kinora.jobs;

import dev.kinora.live.LiveEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;

/** Shows how far the jobs are that take more than a moment, and stops those that are to stop. */
final class Sights {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final WorkerStore store;
    private final Crew crew;
    private final Handlers handlers;
    private final LiveEvents live;

    Sights(WorkerStore store, Crew crew, Handlers handlers, LiveEvents live) {
        this.store = store;
        this.crew = crew;
        this.handlers = handlers;
        this.live = live;
    }

    void take() {
        var sights = new ArrayList<WorkerStore.Sight>();
        var slow = new ArrayList<UUID>();
        for (var job : crew.running()) {
            if (job.begun() && job.elapsed().compareTo(A_MOMENT) >= 0) {
                slow.add(job.claim().id());
                var progress = job.takeUnsaid();
                if (progress != null || !job.shown()) {
                    sights.add(new WorkerStore.Sight(job, progress));
                    job.markShown();
                }
                stopLate(job);
            }
        }
        if (!sights.isEmpty()) {
            store.show(crew.worker(), sights);
            sights.forEach(sight -> live.publish(topic(sight.job().claim().id()), "{}"));
        }
        if (!slow.isEmpty()) {
            store.unwanted(slow).forEach(crew::cancel);
        }
    }

    private void stopLate(Running job) {
        var handler = handlers.of(job.claim().type());
        var timeout = handler == null ? null : handler.jobType().timeout();
        if (timeout != null && job.elapsed().compareTo(timeout) > 0) {
            job.stop(Running.Stop.TIMED_OUT);
        }
    }

    /** Something is new about the job; whoever hears it fetches the job. */
    static String topic(UUID job) {
        return "job:" + job;
    }
}
