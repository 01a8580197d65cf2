package dev.kinora.webhooks;

import dev.kinora.outbound.Answer;
import dev.kinora.outbound.Outbound;
import dev.kinora.outbound.OutboundProblem;
import dev.kinora.platform.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Hands a message over and says in words how that went. */
final class Postman {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 4_000;
    private static final int MOST_BYTES = 4 * LONGEST_ANSWER;
    private static final int GONE = 410;
    /** What a status is to the database, as to HTTP. */
    private static final int FIRST_STATUS = 100;

    private static final int LAST_STATUS = 599;

    private final Outbound outbound;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;

    Postman(Outbound outbound, Secrets secrets, JsonMapper json, Clock clock) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    sealed interface Reply {
        DeliveryStore.Attempt attempt();
    }

    record Accepted(DeliveryStore.Attempt attempt) implements Reply {}

    /** @param wish how long the receiver asks to be left alone; zero when it does not say */
    record Delayed(DeliveryStore.Attempt attempt, Duration wish) implements Reply {}

    /** No further attempt would help. */
    record Refused(DeliveryStore.Attempt attempt) implements Reply {}

    /** It wants no message any more. */
    record Gone(DeliveryStore.Attempt attempt) implements Reply {}

    Reply send(UUID delivery, DeliveryStore.Letter letter) {
        var now = clock.instant();
        var body = body(delivery, letter);
        var secret =
                new String(secrets.decrypt(letter.secret(), letter.webhook().toString()), StandardCharsets.UTF_8);
        var headers = Map.of(
                "Content-Type",
                "application/json",
                "Webhook-Id",
                delivery.toString(),
                "Webhook-Event",
                letter.event(),
                Signature.HEADER,
                Signature.of(body, secret, now));
        var begun = System.nanoTime();
        try (var answer = outbound.post(URI.create(letter.url()), headers, body, PATIENCE)) {
            return read(answer, now, begun);
        } catch (OutboundProblem problem) {
            var attempt = new DeliveryStore.Attempt(now, null, null, problem.sentence(), since(begun));
            return switch (problem) {
                case OutboundProblem.Refused _, OutboundProblem.Malformed _ -> new Refused(attempt);
                case OutboundProblem.Unreachable _, OutboundProblem.TooManyRedirects _ ->
                    new Delayed(attempt, Duration.ZERO);
            };
        }
    }

    private byte[] body(UUID delivery, DeliveryStore.Letter letter) {
        return json.writeValueAsBytes(
                Delivery.message(json, delivery, letter.event(), letter.createdAt(), letter.data()));
    }

    private Reply read(Answer answer, Instant now, long begun) {
        var text = beginning(answer);
        var known = answer.status() >= FIRST_STATUS && answer.status() <= LAST_STATUS;
        var problem = answer.isSuccess()
                ? null
                : "The receiver answered " + answer.status() + (known ? "." : ", which is no status of HTTP.");
        var attempt = new DeliveryStore.Attempt(now, known ? answer.status() : null, text, problem, since(begun));
        if (answer.isSuccess()) {
            return new Accepted(attempt);
        }
        return answer.status() == GONE ? new Gone(attempt) : new Delayed(attempt, answer.wish(clock.instant()));
    }

    /** What it says beside its status is for the log alone: that it breaks off there changes nothing. */
    private static @Nullable String beginning(Answer answer) {
        try {
            var text = answer.beginning(MOST_BYTES).replace('\0', '\uFFFD');
            var end = Math.min(text.length(), LONGEST_ANSWER);
            return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        } catch (IOException _) {
            return null;
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
