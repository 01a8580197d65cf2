package dev.kinora.demo;

import dev.kinora.captions.Captions;
import dev.kinora.chaptering.Chapters;
import dev.kinora.library.Video;
import dev.kinora.library.VideoChange;
import dev.kinora.library.Videos;
import dev.kinora.library.Visibility;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.playlists.Featured;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.uploads.FolderImports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/** One clip: drawn, uploaded by its owner, described, put on lists, and looked at by the others. */
final class Filling {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final Ffmpeg ffmpeg;
    private final FolderImports imports;
    private final Videos videos;
    private final Playlists playlists;
    private final Featured featured;
    private final Audience audience;
    private final Captions captions;
    private final Chapters chapters;
    private final DemoStore store;

    Filling(
            Ffmpeg ffmpeg,
            FolderImports imports,
            Videos videos,
            Playlists playlists,
            Featured featured,
            Audience audience,
            Captions captions,
            Chapters chapters,
            DemoStore store) {
        this.chapters = chapters;
        this.ffmpeg = ffmpeg;
        this.imports = imports;
        this.videos = videos;
        this.playlists = playlists;
        this.featured = featured;
        this.audience = audience;
        this.captions = captions;
        this.store = store;
    }

    /** @return false where it is there already */
    boolean bring(Clip clip, Map<String, UUID> people) throws IOException, InterruptedException {
        var owner = Objects.requireNonNull(people.get(clip.by()));
        if (find(owner, clip).isPresent()) {
            return false;
        }
        var brokenOff = Caller.system("demo").call(() -> store.brokenOff(owner, clip));
        var video = brokenOff.isPresent() ? brokenOff : uploaded(clip, owner);
        if (video.isEmpty()) {
            return false;
        }
        publish(video.get(), clip, owner);
        audience.begin(video.get(), clip, people);
        return true;
    }

    /** Empty where the same bytes are there already. */
    private Optional<UUID> uploaded(Clip clip, UUID owner) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("kinora-demo");
        try {
            var file = folder.resolve(clip.file());
            draw(clip, file);
            return as(owner).call(() -> imports.bring(file)).map(Video::id);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private Optional<UUID> find(UUID owner, Clip clip) {
        return Caller.system("demo").call(() -> store.find(owner, clip));
    }

    /** Where nothing is put forward yet; each as soon as it can be watched. */
    void putForward(Map<String, UUID> people) throws InterruptedException {
        var ola = as(Objects.requireNonNull(people.get("ola")));
        if (!ola.call(() -> featured.list(1)).isEmpty()) {
            return;
        }
        for (var clip : Clips.all().reversed()) {
            var video = clip.featured()
                    ? find(Objects.requireNonNull(people.get(clip.by())), clip)
                    : Optional.<UUID>empty();
            if (video.isPresent() && isWatchable(ola, video.get())) {
                ola.run(() -> featured.put(video.get()));
            }
        }
    }

    /** Everybody has looked at what was brought. */
    void endLooking() throws InterruptedException {
        audience.end();
    }

    private boolean isWatchable(Caller viewer, UUID video) throws InterruptedException {
        for (var end = System.nanoTime() + LONGEST.toNanos(); System.nanoTime() < end; Thread.sleep(A_WHILE)) {
            var now = viewer.call(() -> videos.get(video));
            if (now.isBinned() || now.status() == VideoStatus.error) {
                return false;
            }
            if (now.watchable()) {
                return true;
            }
        }
        return false;
    }

    private void draw(Clip clip, Path file) throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        for (var graph : List.of(clip.picture(), clip.sound())) {
            if (!graph.isEmpty()) {
                arguments.addAll(List.of("-f", "lavfi", "-i", graph));
            }
        }
        arguments.addAll(List.of("-t", Integer.toString(clip.seconds())));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ar", "48000"));
        arguments.addAll(List.of("-movflags", "+faststart", file.toString()));
        ffmpeg.run(arguments, LONGEST, Filling::ignore);
    }

    private static void ignore(InputStream from) throws IOException {
        from.transferTo(OutputStream.nullOutputStream());
    }

    /** Comes out last: what is broken off before is gone on with. */
    private void publish(UUID video, Clip clip, UUID owner) {
        as(owner).run(() -> {
            if (!clip.parts().isEmpty()) {
                chapters.put(video, clip.chapters(), null);
            }
            if (!clip.lines().isEmpty()) {
                captions.put(video, "en", null, null, clip.webVtt().getBytes(StandardCharsets.UTF_8), true, null);
            }
            if (!clip.list().isEmpty()) {
                playlists.add(list(owner, clip.list()), video);
            }
            var wish = new VideoChange(
                    clip.title(),
                    clip.about(),
                    clip.tags(),
                    hashtags(clip),
                    null,
                    "en",
                    Visibility.PUBLIC,
                    null,
                    clip.featured(),
                    null);
            videos.change(video, wish, null);
        });
    }

    private static List<String> hashtags(Clip clip) {
        var at = clip.description().lastIndexOf('#');
        return at < 0 ? List.of() : List.of(clip.description().substring(at + 1));
    }

    private UUID list(UUID owner, String title) {
        return playlists.mine(owner, PageRequest.of("50", null)).items().stream()
                .filter(list -> list.title().equals(title))
                .findFirst()
                .orElseGet(() -> playlists.create(owner, new Playlist.Draft(title, "", "public")))
                .id();
    }

    private static Caller as(UUID person) {
        return Caller.system("demo").as(new Viewer.User(person));
    }
}
