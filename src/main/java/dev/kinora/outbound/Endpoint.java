package dev.kinora.outbound;

import dev.kinora.outbound.EndpointFailed.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that the operator named in the settings, on this machine perhaps: unlike addresses that people name it may be anywhere
 * but where a cloud keeps its secrets. It is believed nothing: it leads nowhere else, has so much time for all it says, and says JSON of
 * a bounded length.
 */
public final class Endpoint implements AutoCloseable {
    private static final int MOST_BYTES = 8 << 20;
    private static final int BUSY = 429;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Outbound outbound;
    private final URI address;
    private final String key;
    private final Duration timeout;
    private final Clock clock;

    Endpoint(Outbound outbound, URI address, String key, Duration timeout, Clock clock) {
        this.outbound = outbound;
        this.address = address;
        this.key = key;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Once: whether to ask again is the caller's to say. */
    public JsonNode post(String contentType, byte[] body) throws EndpointFailed, InterruptedException {
        var begun = System.nanoTime();
        var headers = new TreeMap<String, String>();
        headers.put("Content-Type", contentType);
        headers.put("Accept", "application/json");
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        try (var answer = outbound.post(address, headers, body, timeout)) {
            return read(answer);
        } catch (OutboundProblem problem) {
            stopIfInterrupted();
            throw explained(problem, begun);
        } catch (IOException e) {
            stopIfInterrupted();
            throw e instanceof EndpointFailed failed ? failed : brokenOff(e, begun);
        }
    }

    /** Whoever waits for an answer is interrupted by the closing of the connection. */
    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the call is not wanted any more");
        }
    }

    private EndpointFailed explained(OutboundProblem problem, long begun) {
        return switch (problem) {
            case OutboundProblem.Refused _, OutboundProblem.Malformed _ ->
                failed(Kind.REFUSED, "The address in the settings cannot be called: " + problem.sentence(), problem);
            case OutboundProblem.Unreachable _, OutboundProblem.TooManyRedirects _ ->
                isLate(begun) || problem.code().equals("address-timed-out")
                        ? late(problem)
                        : failed(Kind.UNREACHABLE, "It could not be reached.", problem);
        };
    }

    private EndpointFailed brokenOff(IOException failure, long begun) {
        return isLate(begun) ? late(failure) : failed(Kind.UNREACHABLE, "Its answer broke off.", failure);
    }

    private EndpointFailed late(Throwable cause) {
        return failed(Kind.LATE, "It did not answer within " + timeout.toSeconds() + " seconds.", cause);
    }

    private boolean isLate(long begun) {
        return System.nanoTime() - begun >= timeout.toNanos();
    }

    private JsonNode read(Answer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw refused(answer);
        }
        var type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("json")) {
            throw EndpointFailed.malformed(
                    "It answered with something else than JSON; the address may be another one.");
        }
        var bytes = answer.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw EndpointFailed.malformed("Its answer is longer than " + (MOST_BYTES >> 20) + " MB.");
        }
        try {
            return STRICT.readTree(bytes);
        } catch (JacksonException _) {
            throw EndpointFailed.malformed("It answered with JSON that cannot be read.");
        }
    }

    private EndpointFailed refused(Answer answer) {
        int status = answer.status();
        if (status == BUSY || status >= 500) {
            return new EndpointFailed(Kind.BUSY, "It answered " + status + ".", answer.wish(clock.instant()), null);
        }
        return failed(
                status == 400 || status == 422 ? Kind.UNFIT : Kind.REFUSED,
                switch (status) {
                    case 301, 302, 303, 307, 308 ->
                        "It leads on to another address. Name the one where it ends in the settings.";
                    case 401, 403 -> "It does not take the key in the settings (" + status + ").";
                    case 404, 405 -> "There is nothing at the address in the settings (" + status + ").";
                    case 413 -> "What was sent is too large for it (413).";
                    default -> "It refused what was sent (" + status + ").";
                },
                null);
    }

    private static EndpointFailed failed(Kind kind, String sentence, @Nullable Throwable cause) {
        return new EndpointFailed(kind, sentence, Duration.ZERO, cause);
    }

    @Override
    public void close() {
        outbound.close();
    }
}
