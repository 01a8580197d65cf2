package dev.kinora.search;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What everybody may see, told to others' programs. Whoever asks, nobody's rights count: answers are the same for all. */
public final class Feeds {
    /** The protocol lets a file have 50 MB, and one of 2,048 ampersands for a description takes 13 kB. */
    static final int A_FILE = 3000;

    private static final int AT_ONCE = 1000;
    private static final int LATEST = 50;
    private static final Duration DIVIDED_FOR = Duration.ofMinutes(10);

    private final FeedStore store;
    private final Clock clock;
    private final int aFile;
    private final AtomicReference<@Nullable Division> division = new AtomicReference<>();

    Feeds(Db db, Clock clock) {
        this(db, clock, A_FILE);
    }

    /** @param file how many videos each file of the sitemap takes */
    Feeds(Db db, Clock clock, int file) {
        this.store = new FeedStore(db);
        this.clock = clock;
        this.aFile = file;
    }

    /** @param ends of all files but the last */
    private record Division(List<FeedStore.End> ends, Instant until) {}

    /** A video as others' programs are told of it. */
    record Told(
            String uid,
            String title,
            String description,
            String username,
            String channel,
            @Nullable Duration duration,
            @Nullable String thumbnail,
            @Nullable String stream,
            @Nullable String language,
            Instant publishedAt,
            Instant updatedAt) {}

    /** @param width of the picture as it is shown; null while it is not known */
    record Embeddable(
            Told video, @Nullable Integer width, @Nullable Integer height) {}

    List<Told> latest() {
        return asNobody(() -> store.latest(null, LATEST));
    }

    /** Empty for somebody who is not here; their name and videos otherwise. */
    Optional<List<Told>> latestOf(String username) {
        return asNobody(() ->
                store.isHere(username) ? Optional.of(store.latest(username, LATEST)) : Optional.<List<Told>>empty());
    }

    /** How many files the videos' addresses fill; one at least. */
    int files() {
        return ends().size() + 1;
    }

    /** None has to count its way to where it begins. */
    private List<FeedStore.End> ends() {
        var now = clock.instant();
        var known = division.get();
        if (known == null || now.isAfter(known.until())) {
            known = new Division(asNobody(() -> store.ends(aFile)), now.plus(DIVIDED_FOR));
            division.set(known);
        }
        return known.ends();
    }

    /**
     * A stretch at a time, and none is read while the one before is taken in: whoever takes their time keeps no connection.
     *
     * @param file from 1
     */
    void each(int file, Consumer<Told> reader) {
        var ends = ends();
        if (file > ends.size() + 1) {
            return;
        }
        var end = file == 1 ? null : ends.get(file - 2);
        for (int read = 0; read < aFile; read += AT_ONCE) {
            var from = end;
            var most = Math.min(AT_ONCE, aFile - read);
            var stretch = asNobody(() -> store.following(from, most));
            stretch.videos().forEach(reader);
            end = stretch.end();
            if (end == null) {
                return;
            }
        }
    }

    /** Public or unlisted: whoever has the address may show it. */
    Optional<Embeddable> embeddable(String uid) {
        return asNobody(() -> store.embeddable(uid));
    }

    private static <T> T asNobody(java.util.function.Supplier<T> work) {
        return Caller.current().as(Viewer.ANONYMOUS).call(work::get);
    }
}
