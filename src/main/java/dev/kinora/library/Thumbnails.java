package dev.kinora.library;

import dev.kinora.media.Stills;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The picture that stands for a video. Each has an address of its own that never shows another, so that browsers keep it. */
public final class Thumbnails {
    public static final int MOST_BYTES = 10 << 20;

    private static final int ATTEMPTS = 3;

    private final Videos videos;
    private final VideoEditStore edits;
    private final Db db;
    private final VideoNews news;
    private final MediaStores stores;
    private final Stills stills;

    Thumbnails(Videos videos, Db db, VideoNews news, MediaStores stores, Stills stills) {
        this.videos = videos;
        this.edits = new VideoEditStore(db);
        this.db = db;
        this.news = news;
        this.stores = stores;
        this.stills = stills;
    }

    /** Keeps what the film shows at that second. */
    public Video choose(UUID id, BigDecimal second) throws IOException, InterruptedException {
        var video = requireOutsideBin(id);
        return keep(video, preview(id, second), second);
    }

    /** What the film shows at that second, as a JPEG; for its owner. */
    public byte[] preview(UUID id, BigDecimal second) throws IOException, InterruptedException {
        var video = videos.requireOwn(id);
        var place = edits.place(id).orElseThrow(LibraryProblem::noFileYet);
        if (second.signum() < 0 || (video.duration() != null && second.compareTo(video.duration()) >= 0)) {
            throw LibraryProblem.invalid("second", "Choose a moment within the film.");
        }
        return still(place, second)
                .orElseThrow(() -> LibraryProblem.noPicture("There is no picture at that moment of the film."));
    }

    /** @param sent a PNG, JPEG, GIF or WebP file as it came */
    public Video upload(UUID id, InputStream sent) throws IOException, InterruptedException {
        var video = requireOutsideBin(id);
        var bytes = sent.readNBytes(MOST_BYTES + 1);
        if (bytes.length == 0) {
            throw LibraryProblem.noPicture("Choose a picture first; the file that arrived is empty.");
        }
        if (bytes.length > MOST_BYTES) {
            throw LibraryProblem.noPicture("This file is larger than 10 MB. Make the picture smaller and try again.");
        }
        var picture = stills.picture(bytes)
                .orElseThrow(() -> LibraryProblem.noPicture(
                        "This is not a picture that can be read. Send a JPEG, PNG, GIF or WebP."));
        return keep(video, picture, null);
    }

    public Video remove(UUID id) {
        return db.write(_ -> {
            requireOutsideBin(id);
            edits.removeThumbnail(id);
            return told(id);
        });
    }

    private Video requireOutsideBin(UUID id) {
        var video = videos.requireOwn(id);
        if (video.isBinned()) {
            throw LibraryProblem.inBin();
        }
        return video;
    }

    private Video told(UUID id) {
        var now = videos.get(id);
        news.changed(now);
        return now;
    }

    private Video keep(Video video, byte[] picture, @Nullable BigDecimal second) throws IOException {
        var version = Ids.next().toString();
        var url = "/thumbnails/" + video.id() + "/" + version + ".jpg";
        // A video that arrived elsewhere meanwhile left behind what was written; its move took everything there away
        // with it.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var store = stores.named(edits.storeOf(video.id()));
            store.write(key(video.id(), version), new ByteArrayInputStream(picture));
            var kept = db.system(
                    "library",
                    _ -> edits.setThumbnail(video.id(), url, second, store.name())
                            ? Optional.of(told(video.id()))
                            : Optional.<Video>empty());
            if (kept.isPresent()) {
                return kept.get();
            }
            requireOutsideBin(video.id());
        }
        throw LibraryProblem.onTheMove();
    }

    /** For whoever may see the video; empty for a picture that was never there. */
    Optional<InputStream> open(UUID video, UUID version) {
        videos.get(video);
        var store = stores.named(edits.storeOf(video));
        try {
            var key = key(video, version.toString());
            return store.find(key).isEmpty() ? Optional.empty() : Optional.of(store.open(key));
        } catch (IOException e) {
            throw StorageProblem.unreachable(store.name(), e);
        }
    }

    private static MediaKey key(UUID video, String version) {
        return MediaKey.of(MediaKey.ofVideo(video) + "thumbnails/" + version + ".jpg");
    }

    Optional<byte[]> still(VideoEditStore.Place place, BigDecimal second) throws IOException, InterruptedException {
        var store = stores.named(place.store());
        var key = MediaKey.of(place.key());
        var here = store.path(key);
        if (here.isPresent()) {
            return stills.at(here.get(), second);
        }
        try (var film = RangedFilm.of(store, key)) {
            return stills.at(film.address(), second);
        }
    }
}
