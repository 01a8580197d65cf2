package dev.kinora.access;

import dev.kinora.http.Continuation;
import dev.kinora.http.Grant;
import dev.kinora.http.Recognizer;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** By the key a program shows, else by the session of the browser; one look-up either way. */
final class Recognition implements Recognizer {
    private static final String BEARER = "Bearer";
    private static final Set<ApiScope> EVERYTHING = EnumSet.allOf(ApiScope.class);

    /** More exactly than this nobody needs to know when a session was used. */
    private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

    /** So many requests that go on with something a key may make for each that it may make at all. */
    static final int CONTINUATIONS = 100;

    private static final Duration RENEW_COOKIE_AFTER = Duration.ofDays(1);

    private final SessionStore sessions;
    private final ApiKeyStore keys;
    private final Usage usage;
    private final Clock clock;

    Recognition(Db db, Usage usage, Clock clock) {
        this.sessions = new SessionStore(db);
        this.keys = new ApiKeyStore(db);
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public Optional<Grant> recognize(HttpServletRequest request, HttpServletResponse response) {
        var shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(byKey(shown.substring(BEARER.length()).strip(), request, response));
        }
        return SessionCookie.read(request).flatMap(token -> bySession(token, request, response));
    }

    private Optional<Grant> bySession(Token token, HttpServletRequest request, HttpServletResponse response) {
        var now = clock.instant();
        var found = sessions.find(token.hash(), now);
        if (found.isEmpty()) {
            SessionCookie.forget(request, response);
            return Optional.empty();
        }
        var session = found.get();
        touch(session, token, now, request, response);
        session.person().remember(request);
        var viewer = new Viewer.User(session.person().user());
        return Optional.of(new Grant(viewer, session.person().role(), EVERYTHING, null));
    }

    private void touch(
            SessionStore.Found session,
            Token token,
            Instant now,
            HttpServletRequest request,
            HttpServletResponse response) {
        var unused = Duration.between(session.lastUsedAt(), now);
        var id = session.person().session();
        if (unused.compareTo(TOUCH_AFTER) < 0 || id == null) {
            return;
        }
        var lifetime = session.remembered() ? Sessions.REMEMBERED : Sessions.BRIEF;
        usage.touch(new SessionStore.Touch(id, now, lifetime, Caller.current().ip()));
        if (session.remembered() && unused.compareTo(RENEW_COOKIE_AFTER) > 0) {
            SessionCookie.set(request, response, token, lifetime);
        }
    }

    private Grant byKey(String secret, HttpServletRequest request, HttpServletResponse response) {
        if (!KeySecret.isWellFormed(secret)) {
            throw KeyProblem.unusable();
        }
        var now = clock.instant();
        var key = keys.find(Token.hash(secret), now).orElseThrow(KeyProblem::unusable);
        limit(key, now, request, response);
        key.person().remember(request);
        var viewer = new Viewer.User(key.person().user(), Viewer.Means.API_KEY);
        return new Grant(viewer, key.person().role(), key.scopes(), key.expiresAt());
    }

    /** Windows begin at round times, the same on every node; the row has what all of them have written so far. */
    private void limit(ApiKeyStore.Found key, Instant now, HttpServletRequest request, HttpServletResponse response) {
        var length = key.window().toMillis();
        var start = Instant.ofEpochMilli(now.toEpochMilli() / length * length);
        var written = start.equals(key.windowStartedAt()) ? key.windowUsed() : 0;
        var continues = Continuation.is(request);
        var used = written + usage.pending(key.key(), start) + (continues ? 0 : 1);
        var end = start.plus(key.window());
        var seconds = Math.max(1, Duration.between(now, end).toSeconds());
        response.setHeader(
                "RateLimit-Policy",
                "\"key\";q=" + key.limit() + ";w=" + key.window().toSeconds());
        response.setHeader("RateLimit", "\"key\";r=" + Math.max(0, key.limit() - used) + ";t=" + seconds);
        if (continues) {
            var most = (long) key.limit() * CONTINUATIONS;
            if (usage.continued(key.key(), start, end, now) > most) {
                response.setHeader("RateLimit", "\"key\";r=0;t=" + seconds);
                throw KeyProblem.exhausted(most, seconds);
            }
            return;
        }
        if (used > key.limit()) {
            throw KeyProblem.exhausted(key.limit(), seconds);
        }
        usage.count(key.key(), start, now);
    }
}
