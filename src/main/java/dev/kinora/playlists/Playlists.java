package dev.kinora.playlists;

import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists of videos, ordered by hand. Whoever changes the order of one waits for whoever else does: places are 1, 2, 3 …, and none
 * is lost or given twice. Who may see or change what is decided by the policies.
 */
public final class Playlists {
    private static final int MOST = 500;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_DESCRIPTION = 5000;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern UNSEEN_IN_TEXT = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]");

    private final PlaylistStore lists;
    private final PlaylistItemStore items;
    private final Db db;
    private final Clock clock;

    Playlists(Db db, Clock clock) {
        this.lists = new PlaylistStore(db);
        this.items = new PlaylistItemStore(db);
        this.db = db;
        this.clock = clock;
    }

    /** One's own, newest first. */
    public Page<Playlist> mine(UUID person, PageRequest page) {
        return lists.of(person, page);
    }

    /** What one threw away and may take back. */
    public List<Playlist> bin(UUID person) {
        return lists.bin(person);
    }

    /** The public ones of somebody, newest first. */
    public Page<Playlist> of(String username, PageRequest page) {
        return lists.publicOf(username, page);
    }

    public Playlist one(UUID id) {
        return lists.find(id).orElseThrow(PlaylistProblem::notFound);
    }

    public Page<PlaylistItem> items(UUID id, PageRequest page) {
        return db.read(_ -> {
            one(id);
            return items.page(id, page);
        });
    }

    /** With which video playing it through begins; empty where none can be played. */
    public Optional<PlaylistItem.Video> beginning(UUID id) {
        return items.beginning(id);
    }

    /** The list where one of its videos plays; empty where the viewer sees no such list, or the video is not on it. */
    public Optional<Playthrough> around(UUID id, UUID video) {
        return db.read(_ -> lists.find(id).flatMap(list -> items.around(list, video)));
    }

    public Playlist create(UUID person, Playlist.Draft draft) {
        var title = title(draft.title() == null ? "" : draft.title());
        var description = description(draft.description() == null ? "" : draft.description());
        var visibility = visibility(draft.visibility() == null ? "private" : draft.visibility());
        return db.write(_ -> {
            if (lists.count(person) >= MOST) {
                throw PlaylistProblem.tooMany(MOST);
            }
            return one(lists.insert(person, title, description, visibility));
        });
    }

    /** A private one, of this video at first. */
    public Playlist begin(UUID person, String title, UUID video) {
        return db.write(_ -> {
            var made = create(person, new Playlist.Draft(title, "", "private"));
            add(made.id(), video);
            return one(made.id());
        });
    }

    /** @param version what was seen; null for whatever there is */
    public Playlist change(UUID id, Playlist.Draft draft, @Nullable Instant version) {
        var title = draft.title() == null ? null : title(draft.title());
        var description = draft.description() == null ? null : description(draft.description());
        var visibility = draft.visibility() == null ? null : visibility(draft.visibility());
        return db.write(_ -> {
            requireChangeable(id, version);
            lists.update(id, title, description, visibility);
            return one(id);
        });
    }

    /** Into the bin, for thirty days. */
    public void bin(UUID id, @Nullable Instant version) {
        db.write(_ -> {
            requireChangeable(id, version);
            lists.setDeleted(id, clock.instant());
            return null;
        });
    }

    public Playlist restore(UUID id) {
        return db.write(_ -> {
            if (lists.lock(id).isEmpty()) {
                throw PlaylistProblem.notFound();
            }
            lists.setDeleted(id, null);
            return one(id);
        });
    }

    private void requireChangeable(UUID id, @Nullable Instant version) {
        var held = lists.lock(id).filter(it -> !it.isBinned()).orElseThrow(PlaylistProblem::notFound);
        if (held.isWatchLater()) {
            throw PlaylistProblem.stays();
        }
        if (version != null && !held.updatedAt().equals(version)) {
            throw PlaylistProblem.changedMeanwhile();
        }
    }

    /** The one list everybody has; made when it is first asked for. */
    public Playlist watchLater(UUID person) {
        return db.write(_ -> one(later(person)));
    }

    private UUID later(UUID person) {
        return lists.watchLater(person).orElseGet(() -> lists.makeWatchLater(person));
    }

    public void putForLater(UUID person, UUID video) {
        db.write(_ -> {
            add(later(person), video);
            return null;
        });
    }

    public void removeFromLater(UUID person, UUID video) {
        db.write(_ -> {
            remove(later(person), video);
            return null;
        });
    }

    /** Which of these are on somebody's list for later. */
    public Set<UUID> forLater(UUID person, Collection<UUID> videos) {
        return videos.isEmpty() ? Set.of() : items.forLater(person, videos);
    }

    /** At its end, if it is not on the list already. */
    public void add(UUID id, UUID video) {
        onItems(id, () -> {
            if (items.has(id, video)) {
                return;
            }
            if (!items.isVisible(video)) {
                throw PlaylistProblem.videoNotFound();
            }
            if (items.lastPlace(id) >= PlaylistItemStore.MOST) {
                items.close(id);
            }
            var last = items.lastPlace(id);
            if (last >= PlaylistItemStore.MOST) {
                throw PlaylistProblem.full();
            }
            items.insert(id, video, last + 1);
        });
    }

    /** @param place from 1; behind the last is the last */
    public void move(UUID id, UUID video, int place) {
        if (place < 1) {
            throw PlaylistProblem.invalid("place", "The first place is 1.");
        }
        onItems(id, () -> {
            if (!items.has(id, video)) {
                throw PlaylistProblem.itemNotFound();
            }
            items.move(id, video, place);
        });
    }

    /** On the list, and at that place if one is named. */
    public void put(UUID id, UUID video, @Nullable Integer place) {
        db.write(_ -> {
            add(id, video);
            if (place != null) {
                move(id, video, place);
            }
            return null;
        });
    }

    /** What is not on the list needs no removal. */
    public void remove(UUID id, UUID video) {
        onItems(id, () -> {
            if (items.delete(id, video)) {
                items.close(id);
            }
        });
    }

    /** One at a time a list: each counts from where the one before left off. */
    private void onItems(UUID id, Runnable work) {
        db.write(_ -> {
            if (lists.lock(id).filter(it -> !it.isBinned()).isEmpty()) {
                throw PlaylistProblem.notFound();
            }
            work.run();
            return null;
        });
    }

    /** The viewer's lists to put a video on, the one for later first. */
    public List<Playlist.Choice> choices(UUID person, UUID video) {
        return db.write(_ -> {
            if (!items.isVisible(video)) {
                throw PlaylistProblem.videoNotFound();
            }
            watchLater(person);
            return lists.choices(person, video);
        });
    }

    private static String title(String typed) {
        var title = typed.strip();
        if (title.isEmpty()
                || title.length() > LONGEST_TITLE
                || UNSEEN.matcher(title).find()) {
            throw PlaylistProblem.invalid(
                    "title", "Give the list a name of at most " + LONGEST_TITLE + " letters, on one line.");
        }
        return title;
    }

    private static String description(String typed) {
        var text = typed.strip();
        if (text.length() > LONGEST_DESCRIPTION || UNSEEN_IN_TEXT.matcher(text).find()) {
            throw PlaylistProblem.invalid("description", "Describe the list in at most 5,000 letters.");
        }
        return text;
    }

    private static VideoVisibility visibility(String wanted) {
        return switch (wanted) {
            case "public" -> VideoVisibility.public_;
            case "unlisted" -> VideoVisibility.unlisted;
            case "private" -> VideoVisibility.private_;
            default -> throw PlaylistProblem.invalid("visibility", "A list is public, unlisted or private.");
        };
    }
}
