package dev.kinora.jobs;

import dev.kinora.live.LiveEvent;
import dev.kinora.live.LiveEvents;
import dev.kinora.live.LiveSubscription;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** How jobs go on, told to whoever looks at one: each event is the state the job is in, read with the viewer's own rights. */
final class JobStreams {
    /** A worker announces progress but not ends, which it writes in batches; those are looked for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LOOK_AT_ENDED = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final JobRecords records;
    private final LiveEvents live;
    private final JsonMapper json;

    JobStreams(JobRecords records, LiveEvents live, JsonMapper json) {
        this.records = records;
        this.live = live;
        this.json = json;
    }

    /** What an event carries. */
    record Progress(
            UUID id,
            JobState state,
            int percent,
            @Nullable String step,
            @Nullable Instant expectedEndAt,
            int attempts,
            boolean stopping,
            @Nullable String errorCode) {
        static Progress of(Job job) {
            return new Progress(
                    job.id(),
                    job.state(),
                    job.percent(),
                    job.step(),
                    job.expectedEndAt(),
                    job.attempts(),
                    job.isStopping(),
                    job.errorCode());
        }
    }

    SseEmitter of(UUID id) {
        var topic = Sights.topic(id);
        var subscription = live.subscribe(Set.of(topic));
        try {
            records.one(id);
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
        var emitter = new SseEmitter(0L);
        emitter.onCompletion(subscription::close);
        emitter.onError(_ -> subscription.close());
        var caller = Caller.current();
        Thread.ofVirtual().name("job-stream").start(() -> caller.run(() -> write(id, topic, subscription, emitter)));
        return emitter;
    }

    private void write(UUID id, String topic, LiveSubscription subscription, SseEmitter emitter) {
        try (subscription) {
            emitter.send(SseEmitter.event().comment("open").reconnectTime(2_000));
            tell(id, topic, subscription, emitter);
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The page was closed; there is nobody left to tell.
            emitter.completeWithError(e);
        } catch (Problem _) {
            // The job is gone, or may no longer be seen, or the database is away: whoever asks again hears which.
            emitter.complete();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    private void tell(UUID id, String topic, LiveSubscription subscription, SseEmitter emitter)
            throws IOException, InterruptedException {
        Progress told = null;
        var saidNanos = System.nanoTime();
        while (true) {
            var now = Progress.of(records.one(id));
            if (!now.equals(told)) {
                told = now;
                saidNanos = System.nanoTime();
                emitter.send(SseEmitter.event().name(topic).data(json.writeValueAsString(now)));
            } else if (System.nanoTime() - saidNanos > HEARTBEAT.toNanos()) {
                saidNanos = System.nanoTime();
                emitter.send(SseEmitter.event().comment("still here"));
            }
            var event = subscription.next(now.state().isEnded() ? LOOK_AT_ENDED : LOOK);
            if (event.filter(LiveEvent.Ended.class::isInstance).isPresent()) {
                emitter.send(SseEmitter.event().name("reconnect").data("{}"));
                return;
            }
        }
    }
}
