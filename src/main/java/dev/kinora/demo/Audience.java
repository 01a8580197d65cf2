package dev.kinora.demo;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.playback.Beats;
import dev.kinora.playback.PlaybackProblem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody looks at what the others bring: it stands in their history, and counts. Nobody is believed to be faster than a clock. */
final class Audience {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final Beats beats;
    private final List<Looking> looking = new ArrayList<>();

    private record Looking(UUID person, UUID video, UUID session, Duration length, long since) {
        Duration left() {
            return length.minusNanos(System.nanoTime() - since);
        }
    }

    Audience(Beats beats) {
        this.beats = beats;
    }

    /** From now on, till most of it is seen. */
    void begin(UUID video, Clip clip, Map<String, UUID> people) {
        tellOfDue();
        people.forEach((name, id) -> {
            if (!name.equals(clip.by())) {
                var length = Duration.ofSeconds(clip.seconds() * 3L / 4);
                var one = new Looking(id, video, UUID.randomUUID(), length, System.nanoTime());
                tell(one, 0, Duration.ZERO);
                looking.add(one);
            }
        });
    }

    /** Once all have seen what they look at. */
    void end() throws InterruptedException {
        while (!looking.isEmpty()) {
            Thread.sleep(looking.getFirst().left());
            tellOfDue();
        }
    }

    private void tellOfDue() {
        for (var one : List.copyOf(looking)) {
            if (!one.left().isPositive()) {
                looking.remove(one);
                tellOfEnd(one);
            }
        }
    }

    private void tellOfEnd(Looking one) {
        try {
            tell(one, 1, one.length());
        } catch (PlaybackProblem e) {
            LOG.debug("A film of the demo is gone before it was seen.", e);
        }
    }

    private void tell(Looking one, int sequence, Duration until) {
        var to = BigDecimal.valueOf(until.toSeconds());
        var told = new Beats.Told(one.session(), sequence, BigDecimal.ZERO, to, BigDecimal.ONE, true);
        Caller.system("demo").as(new Viewer.User(one.person())).run(() -> beats.take(one.video(), told));
    }
}
