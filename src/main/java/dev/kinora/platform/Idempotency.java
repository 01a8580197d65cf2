package dev.kinora.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does a request once, however often the client sends it under one {@code Idempotency-Key}. The work and the record of its
 * answer are one transaction: work that fails leaves no key, and a second request that comes meanwhile waits and is given
 * the first one's answer. Keys belong to a person (all API keys of one person share them) and live 24 hours.
 *
 * <p>A visitor without an account has nothing a key could belong to, and a guessed key would give away another's answer: a
 * key from them is refused, rather than silently not kept.
 */
public final class Idempotency {
    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /** As the table's own check has it. */
    private static final int LONGEST_OPERATION = 2000;

    private static final int SHA256_IN_HEX = 64;

    private final IdempotencyStore store;
    private final Db db;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;
    private final Set<AtWork> atWork = ConcurrentHashMap.newKeySet();

    private record AtWork(UUID owner, String key) {}

    Idempotency(Db db, Secrets secrets, JsonMapper json, Clock clock) {
        this.store = new IdempotencyStore(db);
        this.db = db;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    /** @param replayed whether this was answered earlier */
    public record Answer<T>(
            int status, @Nullable String location, @Nullable T body, boolean replayed) {
        public Answer(int status, @Nullable String location, @Nullable T body) {
            this(status, location, body, false);
        }
    }

    /**
     * For a controller: {@code return idempotency.once(request, wish, VideoView.class, () -> created(wish))}. Without the
     * header it is simply the work, in one transaction either way.
     *
     * @param body the request's body as the controller got it; null when it has none
     */
    public <T> ResponseEntity<T> once(
            HttpServletRequest request, @Nullable Object body, Class<T> type, Supplier<ResponseEntity<T>> work) {
        var key = request.getHeader(HEADER);
        if (key == null) {
            return db.write(_ -> work.get());
        }
        var done = new AtomicReference<@Nullable ResponseEntity<T>>();
        var answer = once(key, operation(request), fingerprint(body), type, () -> {
            var response = work.get();
            done.set(response);
            return answer(response);
        });
        var response = done.get();
        return response == null ? replayed(answer) : response;
    }

    /** Work that may fail as reading does. */
    public interface Lengthy<T> {
        ResponseEntity<T> run() throws IOException;
    }

    /**
     * As {@link #once}, for work that is too long for one transaction, as with a body of gigabytes: its answer is looked for before
     * and kept after it. A second request that comes meanwhile is refused; where it comes to another process both do the work, and
     * the later one's is taken back and answered with the first one's. The body counts by its length alone.
     */
    public <T> ResponseEntity<T> onceAtLength(
            HttpServletRequest request, Class<T> type, Lengthy<T> work, Consumer<T> takeBack) throws IOException {
        var key = request.getHeader(HEADER);
        if (key == null) {
            return work.run();
        }
        requireForm(key);
        var fingerprint = fingerprint(request.getContentLengthLong());
        var asked = new IdempotencyStore.Request(owner(), key, bounded(operation(request)), fingerprint);
        var mine = new AtWork(asked.owner(), key);
        if (!atWork.add(mine)) {
            throw IdempotencyProblem.busy();
        }
        try {
            return store.isKept(asked, clock.instant())
                    ? replayed(db.read(_ -> replay(asked, type)))
                    : onceAtLength(asked, type, work, takeBack);
        } finally {
            atWork.remove(mine);
        }
    }

    private <T> ResponseEntity<T> onceAtLength(
            IdempotencyStore.Request asked, Class<T> type, Lengthy<T> work, Consumer<T> takeBack) throws IOException {
        var done = work.run();
        var answer = once(asked.key(), asked.operation(), asked.fingerprint(), type, () -> answer(done));
        if (!answer.replayed()) {
            return done;
        }
        if (done.getBody() != null) {
            takeBack.accept(done.getBody());
        }
        return replayed(answer);
    }

    private static String operation(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static <T> ResponseEntity<T> replayed(Answer<T> answer) {
        var response = ResponseEntity.status(answer.status()).header(REPLAYED, "true");
        if (answer.location() != null) {
            response.location(URI.create(answer.location()));
        }
        return response.body(answer.body());
    }

    /**
     * @param operation what the key is used for, say method, path and query
     * @param fingerprint SHA-256 of what was asked; see {@link #fingerprint}
     * @throws IdempotencyProblem when the key was used for something else, is at work for too long, or is no key
     */
    public <T> Answer<T> once(
            String key, String operation, String fingerprint, Class<T> type, Supplier<Answer<T>> work) {
        requireForm(key);
        var owner = owner();
        return db.write(_ -> {
            var now = clock.instant();
            var request = new IdempotencyStore.Request(owner, key, bounded(operation), fingerprint);
            if (!store.claim(request, now, now.plus(LIFETIME))) {
                return replay(request, type);
            }
            var answer = work.get();
            store.complete(request, answer.status(), answer.location(), sealed(request, answer.body()));
            return answer;
        });
    }

    private static void requireForm(String key) {
        if (!KEY.matcher(key).matches()) {
            throw IdempotencyProblem.malformed();
        }
    }

    /** SHA-256 in hex of the body as JSON, so that white space and the order in which it was sent do not matter. */
    public String fingerprint(@Nullable Object body) {
        return sha256(body instanceof byte[] raw ? raw : written(body).getBytes(StandardCharsets.UTF_8));
    }

    /** An address may be longer than the table takes; its tail still tells one request from another. */
    private static String bounded(String operation) {
        if (operation.length() <= LONGEST_OPERATION) {
            return operation;
        }
        var kept = LONGEST_OPERATION - SHA256_IN_HEX;
        return operation.substring(0, kept) + sha256(operation.substring(kept).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static UUID owner() {
        return switch (Caller.current().viewer()) {
            case Viewer.User user -> user.id();
            case Viewer.Anonymous() -> throw IdempotencyProblem.nobody();
            case Viewer.Kinora _ -> throw new IllegalStateException("the system's own work has no idempotency keys");
        };
    }

    private <T> Answer<T> replay(IdempotencyStore.Request request, Class<T> type) {
        var kept = store.find(request);
        if (!kept.operation().equals(request.operation()) || !kept.fingerprint().equals(request.fingerprint())) {
            throw IdempotencyProblem.reused();
        }
        var body = kept.response() == null
                ? null
                : json.readValue(secrets.decrypt(kept.response(), context(request)), type);
        return new Answer<>(kept.status(), kept.location(), body, true);
    }

    private @Nullable String sealed(IdempotencyStore.Request request, @Nullable Object body) {
        return body == null ? null : secrets.encrypt(written(body), context(request));
    }

    private String written(@Nullable Object body) {
        return body == null ? "" : json.writeValueAsString(body);
    }

    private static String context(IdempotencyStore.Request request) {
        return "idempotency " + request.owner() + " " + request.key();
    }

    private static <T> Answer<T> answer(ResponseEntity<T> response) {
        return new Answer<>(
                response.getStatusCode().value(),
                response.getHeaders().getFirst(HttpHeaders.LOCATION),
                response.getBody());
    }
}
