package dev.kinora.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.testing.Await;
import dev.kinora.testing.RunningKinora;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.LiveRoutes;

/** A server that waits for its streams would hang here rather than fail. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveStreamTest {
    /** The queue listens as well, and who comes second is not told to begin anew. */
    private static final String ALONE = "--kinora.jobs.background=false";

    private static BufferedReader open(RunningKinora kinora) throws Exception {
        var connection = URI.create(kinora.url("/test/live")).toURL().openConnection();
        assertThat(connection.getContentType()).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> read(BufferedReader stream, String until) throws Exception {
        var lines = new ArrayList<String>();
        for (var line = stream.readLine(); line != null; line = stream.readLine()) {
            lines.add(line);
            if (line.equals(until)) {
                break;
            }
        }
        return lines;
    }

    /** A server that stops may leave out the end of what it sends, after the last event. */
    private static List<String> readToTheEnd(BufferedReader stream) {
        var lines = new ArrayList<String>();
        try {
            for (var line = stream.readLine(); line != null; line = stream.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("Premature EOF");
        }
        return lines;
    }

    @Test
    void a_page_hears_events_and_the_server_stops_without_waiting_for_it() throws Exception {
        BufferedReader stream;
        try (var kinora = RunningKinora.start(
                List.of(LiveRoutes.class), ALONE, "--spring.lifecycle.timeout-per-shutdown-phase=10m")) {
            stream = open(kinora);
            read(stream, "event:reset");
            assertThat(kinora.bean(MeterRegistry.class)
                            .get("kinora.live.subscribers")
                            .gauge()
                            .value())
                    .isEqualTo(1);

            var events = kinora.bean(LiveEvents.class);
            Caller.system("test").run(() -> events.publish("video:1", "{\"progress\":50}"));

            assertThat(read(stream, "data:{\"progress\":50}")).contains("event:video:1");
        }
        assertThat(readToTheEnd(stream)).contains("event:reconnect");
    }

    @Test
    void a_page_that_is_closed_is_forgotten() throws Exception {
        try (var kinora = RunningKinora.start(List.of(LiveRoutes.class), ALONE)) {
            var events = kinora.bean(LiveEvents.class);
            var stream = open(kinora);
            read(stream, "event:reset");

            stream.close();

            Await.until(() -> {
                Caller.system("test").run(() -> events.publish("video:1", "x".repeat(1000)));
                return events.subscribers() == 0;
            });
        }
    }
}
