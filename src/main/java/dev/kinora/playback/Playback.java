package dev.kinora.playback;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a film is played from. */
public final class Playback {
    static final String MEDIA = "/media/";

    private static final Duration GOOD_FOR = Duration.ofHours(6);

    private final FilmStore films;
    private final Tokens tokens;
    private final Clock clock;

    Playback(FilmStore films, Tokens tokens, Clock clock) {
        this.films = films;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Addresses of a film.
     *
     * @param base without a slash at its end; what is added to it is authorised with it
     * @param endsAt until when they are good; null for a film that is open
     */
    public record Link(String base, @Nullable Instant endsAt) {
        public String hls() {
            return base + "/manifest/video.m3u8";
        }

        public String dash() {
            return base + "/manifest/video.mpd";
        }

        public String thumbnail() {
            return base + "/thumbnails/thumbnail.jpg";
        }

        public String storyboard() {
            return base + "/storyboard.vtt";
        }

        public String chapters() {
            return base + "/chapters.vtt";
        }

        public String captions(String language) {
            return base + "/captions/" + language + ".vtt";
        }

        public String download() {
            return base + "/downloads/default.mp4";
        }
    }

    /**
     * For the viewer of the running request: plain addresses of a film that is open, else addresses of their own that are good
     * for six hours, as long as they may see it.
     *
     * @throws PlaybackProblem where they may not see it
     */
    public Link linkFor(UUID video) {
        var film = seen(video);
        return linkForSeen(film.uid(), film.open());
    }

    /**
     * As {@link #linkFor}, of a film that was just read with the rights of that viewer and is not in the bin: whether they may see it
     * is not asked again.
     *
     * @param uid its name in addresses
     * @param open whether everybody plays it who has its address
     */
    public Link linkForSeen(String uid, boolean open) {
        if (open) {
            return new Link(MEDIA + uid, null);
        }
        var endsAt = clock.instant().plus(GOOD_FOR);
        return new Link(MEDIA + tokens.write(uid, viewer(), endsAt), endsAt);
    }

    /** For whoever has it, of a film of the viewer of the running request. */
    TokensApi.Made tokenFor(UUID video, TokenWish wish) {
        var film = seen(video);
        if (!(Caller.current().viewer() instanceof Viewer.User person)
                || !person.id().equals(film.owner())) {
            throw PlaybackProblem.notYours();
        }
        var checked = wish.checked(clock.instant());
        var token = tokens.write(film.uid(), checked);
        return new TokensApi.Made(token, MEDIA + token, checked.endsAt());
    }

    /** By the viewer of the running request. */
    Film seen(UUID video) {
        if (!films.visible(video)) {
            throw PlaybackProblem.notFound();
        }
        return films.find(video).orElseThrow(PlaybackProblem::notFound);
    }

    private static String viewer() {
        return switch (Caller.current().viewer()) {
            case Viewer.User(var id, var _) -> id.toString();
            case Viewer.Anonymous() -> Token.ANYBODY;
            case Viewer.Kinora _ -> throw new IllegalStateException("Kinora itself watches no films");
        };
    }
}
