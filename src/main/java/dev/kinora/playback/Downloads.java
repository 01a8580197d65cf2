package dev.kinora.playback;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Wrapping;
import dev.kinora.storage.LocalFile;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Films as one file: the best rung and the sound of what plays, put together on demand without encoding anything. */
final class Downloads {
    private final MediaStores stores;
    private final Wrapping wrapping;
    private final Cabinet cabinet;

    Downloads(MediaStores stores, Wrapping wrapping, Cabinet cabinet) {
        this.stores = stores;
        this.wrapping = wrapping;
        this.cabinet = cabinet;
    }

    Path of(Edition edition) throws IOException, InterruptedException {
        var parts = Stream.concat(edition.rungs().stream().limit(1), edition.sound().stream())
                .toList();
        return of(edition, parts, edition.id().toString());
    }

    /** The sound alone. */
    Path soundOf(Edition edition) throws IOException, InterruptedException {
        var sound = edition.sound().orElseThrow(PlaybackProblem::noSuchPart);
        return of(edition, List.of(sound), edition.id() + " sound");
    }

    private Path of(Edition edition, List<Rendition> parts, String key) throws IOException, InterruptedException {
        if (!edition.isWhole()) {
            throw PlaybackProblem.notWhole();
        }
        // While the index is moved to the front there are two of it for a moment.
        if (2 * parts.stream().mapToLong(Rendition::bytes).sum() > cabinet.most()) {
            throw PlaybackProblem.tooLarge();
        }
        return cabinet.get(key, into -> make(edition, parts, into));
    }

    private void make(Edition edition, List<Rendition> parts, Path into) throws IOException, InterruptedException {
        var playlists = new ArrayList<Path>();
        var files = new ArrayList<LocalFile>();
        try {
            for (var part : parts) {
                var playlist = Files.createTempFile("kinora-download", ".m3u8");
                playlists.add(playlist);
                Files.writeString(playlist, playlist(edition, part, files));
            }
            if (!wrapping.mp4(playlists, into)) {
                throw PlaybackProblem.unmakeable();
            }
        } finally {
            for (var file : files) {
                file.close();
            }
            for (var playlist : playlists) {
                Files.deleteIfExists(playlist);
            }
        }
    }

    private String playlist(Edition edition, Rendition part, List<LocalFile> files) throws IOException {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:60\n#EXT-X-PLAYLIST-TYPE:VOD\n")
                .append("#EXT-X-MAP:URI=\"")
                .append(local(edition, edition.keys().beginning(part.name()), files))
                .append("\"\n");
        var number = 0;
        for (var segment : part.segments()) {
            text.append(String.format(Locale.ROOT, "#EXTINF:%.6f,%n", segment.ticks() / (double) part.timescale()))
                    .append(local(edition, edition.keys().segment(part.name(), number++), files))
                    .append('\n');
        }
        return text.append("#EXT-X-ENDLIST\n").toString();
    }

    private Path local(Edition edition, MediaKey key, List<LocalFile> files) throws IOException {
        try {
            var file = stores.local(stores.named(edition.store()), key);
            files.add(file);
            return file.path();
        } catch (NoSuchFileException _) {
            throw PlaybackProblem.noSuchPart();
        }
    }
}
