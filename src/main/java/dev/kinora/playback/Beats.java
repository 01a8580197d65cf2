package dev.kinora.playback;

import com.nimbusds.jose.JOSEException;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Networks;
import dev.kinora.platform.Viewer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Being watched. A beat that comes twice counts once, and nobody is credited with more than the clock allows. Whoever sends one
 * gets an answer once it is written; those that come while others are being written are written together.
 */
public final class Beats {
    private static final int MOST_AT_ONCE = 200;
    private static final BigDecimal LONGEST = BigDecimal.valueOf(300);
    private static final BigDecimal FARTHEST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal FASTEST = BigDecimal.valueOf(16);
    private static final int MOST_BEATS = 1_000_000;
    /** Browsers are as many as somebody claims; people behind one address are more than one. */
    private static final int VIEWERS_OF_ADDRESS = 4;

    private final BeatStore store;
    private final ViewStore views;
    private final SigningKeys keys;
    private final Clock clock;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    private record Waiting(Beat beat, CompletableFuture<Optional<PlaybackProblem>> taken) {
        Account account() {
            return new Account(beat.video(), ByteBuffer.wrap(beat.viewer()));
        }
    }

    /** Who watches which film. */
    private record Account(UUID video, ByteBuffer viewer) {}

    Beats(BeatStore store, ViewStore views, SigningKeys keys, Clock clock) {
        this.store = store;
        this.views = views;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a player tells.
     *
     * @param session its name for this showing
     * @param sequence its count, from 0
     * @param from second of the film
     * @param to second of the film
     * @param rate 1 where it is not said
     * @param visible so where it is not said
     */
    public record Told(
            @Nullable UUID session,
            @Nullable Integer sequence,
            @Nullable BigDecimal from,
            @Nullable BigDecimal to,
            @Nullable BigDecimal rate,
            @Nullable Boolean visible) {}

    /** By the viewer of the running request, of a film they may see. */
    public void take(UUID video, Told told) {
        var seen = views.seen(video).orElseThrow(PlaybackProblem::notFound);
        var beat = checked(seen, told);
        var waiting = new Waiting(beat, new CompletableFuture<>());
        queue.add(waiting);
        writing.lock();
        try {
            while (!waiting.taken.isDone()) {
                if (!writeNext()) {
                    waiting.taken.completeExceptionally(new IllegalStateException("a beat was lost on its way"));
                }
            }
        } finally {
            writing.unlock();
        }
        try {
            waiting.taken.join().ifPresent(problem -> {
                throw problem;
            });
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** What the viewer of the running request has watched. */
    public Viewing viewing(UUID video) {
        var seen = views.seen(video).orElseThrow(PlaybackProblem::notFound);
        return views.viewing(seen.video()).orElse(Viewing.NOTHING);
    }

    /** @return whether there was any */
    private boolean writeNext() {
        var batch = new ArrayList<Waiting>();
        var plays = new HashSet<UUID>();
        var accounts = new HashSet<Account>();
        var later = new ArrayList<Waiting>();
        for (var next = queue.poll(); next != null; next = batch.size() < MOST_AT_ONCE ? queue.poll() : null) {
            // What one is worth depends on what the others of the same viewer were.
            var isFirst = plays.add(next.beat.play()) & accounts.add(next.account());
            (isFirst ? batch : later).add(next);
        }
        queue.addAll(later);
        try {
            write(batch);
        } catch (Throwable e) {
            if (e instanceof RuntimeException && batch.size() > 1) {
                // One of them, of a film just deleted perhaps, is no reason to lose the others.
                batch.forEach(this::writeAlone);
            } else {
                // Of an Error too all of them are told: they are in no queue any more, and nobody else would.
                batch.forEach(each -> each.taken.completeExceptionally(e));
            }
        }
        return !batch.isEmpty();
    }

    private void writeAlone(Waiting waiting) {
        try {
            write(List.of(waiting));
        } catch (Throwable e) {
            waiting.taken.completeExceptionally(e);
        }
    }

    private void write(List<Waiting> batch) {
        // Whoever writes for all of them does it in nobody's name.
        var refused = Caller.system("playback")
                .call(() -> store.take(batch.stream().map(Waiting::beat).toList()));
        batch.forEach(each -> each.taken.complete(Optional.ofNullable(refused.get(each.beat.play()))));
    }

    private Beat checked(ViewStore.Seen film, Told told) {
        var rate = Objects.requireNonNullElse(told.rate(), BigDecimal.ONE);
        if (told.session() == null) {
            throw PlaybackProblem.invalid("session", "A play has a name: a UUID.");
        }
        if (told.sequence() == null || told.sequence() < 0 || told.sequence() > MOST_BEATS) {
            throw PlaybackProblem.invalid("sequence", "Beats are counted from 0.");
        }
        if (told.from() == null || told.from().signum() < 0 || told.from().compareTo(FARTHEST) > 0) {
            throw PlaybackProblem.invalid("from", "This is no second of the film.");
        }
        if (told.to() == null
                || told.to().compareTo(told.from()) < 0
                || told.to().subtract(told.from()).compareTo(LONGEST) > 0) {
            throw PlaybackProblem.invalid("to", "A beat tells of five minutes at most, forwards.");
        }
        if (rate.signum() <= 0 || rate.compareTo(FASTEST) > 0) {
            throw PlaybackProblem.invalid("rate", "Films are played at a rate above 0, and 16 at most.");
        }
        var now = clock.instant();
        var to = film.duration() == null
                ? told.to()
                : told.to().min(film.duration()).max(told.from());
        return new Beat(
                told.session(),
                told.sequence(),
                told.from(),
                to,
                rate,
                !Boolean.FALSE.equals(told.visible()),
                film.video(),
                user(),
                viewer(now),
                film.duration(),
                now);
    }

    private static @Nullable UUID user() {
        return Caller.current().viewer() instanceof Viewer.User person ? person.id() : null;
    }

    /** Keyed, and different each day: nothing that is kept tells who somebody is. */
    private byte[] viewer(Instant now) {
        var caller = Caller.current();
        var user = user();
        var who = user != null
                ? "account " + user
                : "address " + Networks.of(caller.ip()) + " "
                        + Math.floorMod(Objects.hashCode(caller.userAgent()), VIEWERS_OF_ADDRESS);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.signing().toPrivateKey().getEncoded(), "HmacSHA256"));
            var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return mac.doFinal((day + " " + who).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }
}
