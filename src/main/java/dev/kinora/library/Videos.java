package dev.kinora.library;

import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.webhooks.WebhookEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Videos as people have and see them; the policies decide who sees which. */
public final class Videos {
    /** So many can be changed in one go. */
    public static final int MOST_AT_ONCE = 200;
    /** So long the bin keeps what is put into it. */
    public static final Duration BIN = Duration.ofDays(30);

    private static final Duration FARTHEST = Duration.ofDays(2 * 366);

    private final Db db;
    private final VideoStore store;
    private final OwnVideoStore own;
    private final VideoEditStore edits;
    private final HistoryStore history;
    private final VideoNews news;
    private final Jobs jobs;
    private final Clock clock;
    private final Supplier<Stream<AfterChange>> after;
    private final Supplier<Stream<AfterBin>> afterBin;

    Videos(
            Db db,
            VideoNews news,
            Jobs jobs,
            Clock clock,
            Supplier<Stream<AfterChange>> after,
            Supplier<Stream<AfterBin>> afterBin) {
        this.after = after;
        this.afterBin = afterBin;
        this.db = db;
        this.store = new VideoStore(db);
        this.own = new OwnVideoStore(db);
        this.edits = new VideoEditStore(db);
        this.history = new HistoryStore(db);
        this.news = news;
        this.jobs = jobs;
        this.clock = clock;
    }

    public Video get(UUID id) {
        return store.find(id).orElseThrow(LibraryProblem::videoNotFound);
    }

    /** By its name in addresses. */
    public Optional<Video> find(String uid) {
        return store.find(uid);
    }

    public Page<Video> mine(VideoFilter filter, VideoOrder order, PageRequest page) {
        return own.page(filter, order, page);
    }

    public Page<Video> bin(PageRequest page) {
        return own.bin(page);
    }

    public Page<Video> published(UUID person, PageRequest page) {
        return store.published(person, page);
    }

    /** What is known of its bytes; for its owner alone. */
    public VideoFile file(UUID id) {
        return store.file(id).orElseThrow(LibraryProblem::videoNotFound);
    }

    /** The viewer's other videos with the same bytes. */
    public List<Video> duplicates(UUID id) {
        return store.duplicates(id);
    }

    /** Whether one of the viewer's videos that are not in the bin has these bytes. */
    public boolean have(byte[] sha256) {
        return store.has(sha256);
    }

    /** What was done to it, the latest first; for its owner. */
    public List<VideoEvent> history(UUID id) {
        requireOwn(id);
        return history.of(id);
    }

    /**
     * @param version what the change was made from; null to change whatever stands there
     * @throws LibraryProblem that says what changed meanwhile, when it is another version
     */
    public Video change(UUID id, VideoChange wish, @Nullable Instant version) {
        // Of what one does not see, nothing is said but that it is not there.
        get(id);
        var change = VideoRules.checked(wish);
        return db.write(_ -> {
            var before = requireOwn(id);
            requireMayBeOut(before, change.visibility());
            if (edits.change(List.of(id), change, version, clock.instant()) == 0) {
                throw refusal(id, version);
            }
            follow(change, List.of(id));
            return told(store.find(id).orElseThrow(LibraryProblem::videoNotFound));
        });
    }

    private void follow(VideoChange change, Collection<UUID> ids) {
        if (change.language() != null) {
            after.get().forEach(each -> each.spokenAnew(ids));
        }
    }

    /** What they are then. All of them are changed, or none: one that is not the viewer's, or in the bin, keeps the others as they are. */
    public List<Video> changeAll(Collection<UUID> ids, VideoChange wish) {
        var change = VideoRules.checked(wish);
        var changed = new ArrayList<Video>();
        all(ids, which -> {
            own.of(which).forEach(each -> requireMayBeOut(each, change.visibility()));
            if (edits.change(which, change, null, clock.instant()) < which.size()) {
                throw LibraryProblem.inBin();
            }
            follow(change, which);
            changed.addAll(own.of(which));
            changed.forEach(news::changed);
            return changed.size();
        });
        return List.copyOf(changed);
    }

    /** Takes some away, whatever the case of their letters and where there are any, then adds the others; of all of them, or none. */
    public int changeTags(Collection<UUID> ids, List<String> added, List<String> removed) {
        var more = VideoRules.tags(added);
        var fewer = VideoRules.tags(removed);
        if (more.isEmpty() && fewer.isEmpty()) {
            throw LibraryProblem.invalid("tags", "Write at least one tag.");
        }
        return all(ids, which -> {
            if (edits.removeTags(which, fewer) < which.size()) {
                throw LibraryProblem.inBin();
            }
            own.of(which).forEach(each -> VideoRules.requireRoomForTags(each, more));
            var changed = edits.addTags(which, more);
            own.of(which).forEach(each -> news.tell(WebhookEvent.VIDEO_UPDATED, each));
            return changed;
        });
    }

    /** @param at in the future, to the minute; null for now */
    public Video publish(UUID id, Visibility visibility, @Nullable Instant at, @Nullable Instant version) {
        get(id);
        if (visibility == Visibility.PRIVATE) {
            throw LibraryProblem.invalid("visibility", "What is private is not published; choose who is to see it.");
        }
        var now = clock.instant();
        if (at != null && (at.isBefore(now) || at.isAfter(now.plus(FARTHEST)))) {
            throw LibraryProblem.invalid("at", "Choose a time that is to come, within the next two years.");
        }
        return db.write(_ -> {
            var before = requireOwn(id);
            requireMayBeOut(before, visibility);
            var done =
                    at == null ? edits.publish(id, visibility, version) : edits.schedule(id, visibility, at, version);
            if (!done) {
                throw refusal(id, version);
            }
            if (at != null) {
                // Whoever plans anew or withdraws leaves a job that finds nothing due.
                jobs.enqueue(
                        new Publishing.Publish(at), JobOptions.none().video(id).at(at));
            }
            return told(store.find(id).orElseThrow(LibraryProblem::videoNotFound));
        });
    }

    /** A draft again; nothing that was scheduled happens. */
    public Video withdraw(UUID id, @Nullable Instant version) {
        return db.write(_ -> {
            requireOwn(id);
            if (!edits.withdraw(id, version)) {
                throw refusal(id, version);
            }
            return told(store.find(id).orElseThrow(LibraryProblem::videoNotFound));
        });
    }

    /** What is still being uploaded has nothing to keep: its upload is cancelled, and what it had reserved is free again. */
    public Binned putIntoBin(Collection<UUID> ids) {
        var binned = new ArrayList<UUID>();
        all(ids, which -> {
            binned.addAll(edits.bin(which));
            own.of(binned).forEach(each -> news.tell(WebhookEvent.VIDEO_DELETED, each));
            // Uploads are the system's, which has no part in a transaction of the person's.
            db.afterCommit(() -> afterBin.get().forEach(each -> each.binned(binned)));
            return binned.size();
        });
        var kept = own.of(binned).stream().map(Video::id).toList();
        return new Binned(kept, binned.size() - kept.size());
    }

    /** Nothing comes out by it unasked: a time of publication that has passed is forgotten, one to come stays. */
    public Restored restore(Collection<UUID> ids) {
        var unscheduled = new ArrayList<UUID>();
        var count = all(ids, which -> {
            unscheduled.addAll(edits.dropMissed(which, clock.instant()));
            var restored = edits.restore(which);
            if (restored < which.size()) {
                throw LibraryProblem.nothingToRestore(which.size());
            }
            own.of(which).forEach(each -> news.tell(WebhookEvent.VIDEO_RESTORED, each));
            return restored;
        });
        return new Restored(count, List.copyOf(unscheduled));
    }

    /** For good, and only what is in the bin and no lesson shows; all of them, or none. Their bytes go soon after. */
    public int purge(Collection<UUID> ids) {
        var shown = edits.shown(ids);
        return Patiently.done(
                db,
                () -> all(ids, which -> {
                    VideoRules.requireMayGo(own.of(which), shown);
                    return edits.purge(which);
                }));
    }

    /** All that is in the viewer's bin, for good, but what a lesson shows. */
    public Emptied emptyBin() {
        return Patiently.done(db, edits::purgeAll);
    }

    private interface Work {
        int on(List<UUID> ids);
    }

    private int all(Collection<UUID> ids, Work work) {
        var which = ids.stream().distinct().toList();
        if (which.isEmpty()) {
            throw LibraryProblem.invalid("ids", "Choose at least one video.");
        }
        if (which.size() > MOST_AT_ONCE) {
            throw LibraryProblem.tooMany(MOST_AT_ONCE);
        }
        return db.write(_ -> {
            if (own.of(which).size() < which.size()) {
                throw LibraryProblem.videoNotFound();
            }
            return work.on(which);
        });
    }

    Video requireOwn(UUID id) {
        var video = get(id);
        if (!(Caller.current().viewer() instanceof Viewer.User person)
                || !person.id().equals(video.owner().id())) {
            throw LibraryProblem.notYours();
        }
        return video;
    }

    private static void requireMayBeOut(Video video, @Nullable Visibility visibility) {
        if (video.takenDownAt() != null && visibility != null && visibility != Visibility.PRIVATE) {
            throw LibraryProblem.takenDown();
        }
    }

    private LibraryProblem refusal(UUID id, @Nullable Instant version) {
        var now = get(id);
        if (now.isBinned()) {
            return LibraryProblem.inBin();
        }
        return LibraryProblem.changedMeanwhile(version == null ? List.of() : history.since(id, version));
    }

    private Video told(Video after) {
        news.changed(after);
        return after;
    }
}
