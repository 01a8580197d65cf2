package dev.kinora.processing;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Hearing;
import dev.kinora.library.LibraryProblem;
import dev.kinora.library.Remake;
import dev.kinora.library.Remakes;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What owners see of the making of their films, and what they can have done about it. */
public final class Processing {
    private final Videos videos;
    private final Remakes remakes;
    private final Editions editions;
    private final WishStore wishes;
    private final Clock clock;

    Processing(Videos videos, Remakes remakes, Editions editions, WishStore wishes, Clock clock) {
        this.videos = videos;
        this.remakes = remakes;
        this.editions = editions;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** @throws LibraryProblem where it is not the viewer's */
    public ProcessingView of(UUID id) {
        var video = requireOwn(id);
        var remake = remakes.latest(id).orElse(null);
        var readyBy = remake != null && remake.isOpen() ? remake.readyBy() : video.readyBy();
        var left = left(readyBy);
        return new ProcessingView(
                id,
                video.status(),
                video.progress(),
                left == null ? null : readyBy,
                left == null ? null : left.toSeconds(),
                filmsBefore(id),
                remake,
                wishes.of(id),
                editions.playing(id).stream()
                        .flatMap(edition -> edition.renditions().stream())
                        .map(ProcessingView.Made::of)
                        .toList(),
                heard(id),
                editions.playing(id)
                        .map(edition -> editions.unreadSubtitles(edition.id()))
                        .orElse(0));
    }

    private @Nullable Hearing heard(UUID id) {
        return editions.playing(id)
                .filter(edition -> edition.state() == Edition.State.READY)
                .filter(edition -> edition.sound().isPresent())
                .flatMap(edition -> editions.hearing(edition.id()))
                .orElse(null);
    }

    /** What was expected to be over by now takes longer, and nobody knows how much. */
    private @Nullable Duration left(@Nullable Instant readyBy) {
        var now = clock.instant();
        return readyBy == null || !readyBy.isAfter(now) ? null : Duration.between(now, readyBy);
    }

    /** Under way, or the last one; of a video of the viewer's. */
    public @Nullable Remake remake(UUID id) {
        return remakes.latest(id).orElse(null);
    }

    /** How many are encoded before what is being made of a video; null once anything of that is, and where nothing is made. */
    public @Nullable Integer filmsBefore(UUID id) {
        return editions.before(id).orElse(null);
    }

    public Video makeAgain(UUID id) {
        return remakes.again(id);
    }

    public Video cancel(UUID id) {
        return remakes.cancel(id);
    }

    /** For the next time it is made. */
    public Wishes wish(UUID id, Wishes wanted) {
        var video = requireOwn(id);
        var mark = wanted.watermark()
                ? wishes.watermark(video.owner().id()).map(Watermark::id).orElseThrow(WatermarkProblem::none)
                : null;
        wishes.keep(id, wanted.evenLoudness(), mark, clock.instant().atOffset(ZoneOffset.UTC));
        return wanted;
    }

    public Wishes wishes(UUID id) {
        requireOwn(id);
        return wishes.of(id);
    }

    private Video requireOwn(UUID id) {
        var video = videos.get(id);
        if (!(Caller.current().viewer() instanceof Viewer.User person)
                || !person.id().equals(video.owner().id())) {
            throw LibraryProblem.videoNotFound();
        }
        return video;
    }
}
