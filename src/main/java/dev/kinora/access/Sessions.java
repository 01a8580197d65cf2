package dev.kinora.access;

import dev.kinora.platform.Db;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that are signed in. A session ends by itself when it was not used for a while; ending it, suspending or
 * deleting its owner stops it with the next request.
 */
public final class Sessions {
    /** Without "remember me": the browser forgets it when it closes, and after this long unused it is over anyway. */
    static final Duration BRIEF = Duration.ofHours(12);

    static final Duration REMEMBERED = Duration.ofDays(30);

    private final SessionStore store;
    private final Db db;
    private final Clock clock;

    Sessions(Db db, Clock clock) {
        this.store = new SessionStore(db);
        this.db = db;
        this.clock = clock;
    }

    /**
     * Signs the browser in, in the caller's transaction of the system. Whatever session it carried is over: an identity
     * handed to it before it signed in is worth nothing after.
     */
    public void start(UUID user, boolean remembered, HttpServletRequest request, HttpServletResponse response) {
        db.system("access", _ -> {
            SessionCookie.read(request).ifPresent(old -> store.deleteByToken(old.hash()));
            var token = Token.random();
            var now = clock.instant();
            var lifetime = remembered ? REMEMBERED : BRIEF;
            store.insert(user, token.hash(), remembered, now, now.plus(lifetime));
            db.afterCommit(() -> SessionCookie.set(request, response, token, remembered ? lifetime : null));
            return null;
        });
    }

    /** The same person goes on under a new token, when what they may do has changed. */
    public void renew(HttpServletRequest request, HttpServletResponse response) {
        var old = SessionCookie.read(request);
        if (old.isEmpty()) {
            return;
        }
        var token = Token.random();
        db.system("access", _ -> {
            store.replaceToken(old.get().hash(), token.hash())
                    .ifPresent(remembered -> db.afterCommit(
                            () -> SessionCookie.set(request, response, token, remembered ? REMEMBERED : null)));
            return null;
        });
    }

    /** Signs this browser out. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.read(request).ifPresent(token -> db.system("access", _ -> store.deleteByToken(token.hash())));
        SessionCookie.forget(request, response);
    }

    /** Newest use first; those of the caller. */
    public List<Session> mine() {
        return store.mine(clock.instant());
    }

    /** Whether there was such a session of the caller's. */
    public boolean end(UUID session) {
        return store.deleteMine(session) > 0;
    }

    /** Ends all of the caller's but the given one, and says how many. */
    public int endOthers(@Nullable UUID kept) {
        return store.deleteMineBut(kept);
    }

    /** Signs a person out everywhere but in the kept session, in the caller's transaction of the system. */
    public int endAll(UUID user, @Nullable UUID kept) {
        return db.system("access", _ -> store.deleteAllOf(user, kept));
    }
}
