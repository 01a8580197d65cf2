package dev.kinora.captions;

import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.CaptionOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Captions of films, one a language; whoever sees the film sees them, its owner changes them. */
public final class Captions {
    public static final int MOST_BYTES = 10 << 20;
    public static final int MOST_LANGUAGES = 100;
    /** Written as WebVTT, which in some scripts takes three times the bytes of what was sent. */
    static final int MOST_KEPT_BYTES = 16 << 20;

    private static final int LONGEST_LABEL = 100;
    private static final long LONGEST_FILM = 999L * 3600 * 1000;

    private final CaptionStore store;
    private final Videos videos;
    private final Db db;
    private final Consumer<UUID> news;

    Captions(Db db, CaptionStore store, Videos videos, Consumer<UUID> news) {
        this.store = store;
        this.videos = videos;
        this.db = db;
        this.news = news;
    }

    /** @param line from 1 */
    public record Fault(int line, String sentence) {}

    /**
     * @param created whether there were none in that language
     * @param faults what of the file was left out, then what is kept and not whole; the first of them
     * @param leftOut how many there are in all
     */
    public record Kept(Caption caption, boolean created, List<Fault> faults, int leftOut) {}

    /** What a file brings along. */
    public record Embedded(String language, String label, String vtt) {}

    public List<Caption> of(UUID video) {
        videos.get(video);
        return store.of(video);
    }

    public Caption get(UUID video, String language) {
        videos.get(video);
        return store.find(video, tag(language)).orElseThrow(() -> CaptionProblem.notFound(language));
    }

    String title(UUID video) {
        return videos.get(video).title();
    }

    public List<Cue> cues(UUID video, String language) {
        videos.get(video);
        return store.vtt(video, tag(language))
                .map(vtt -> CaptionFile.kept(vtt))
                .orElseThrow(() -> CaptionProblem.notFound(language));
    }

    /**
     * Keeps a file of captions.
     *
     * @param language null or empty to find it out
     * @param label null or empty for the one they have, else the language's own name
     * @param shown null to leave it
     * @param mayReplace whether what is there in that language may go
     * @param version what they were when this was made of them; null for whatever there is
     */
    public Kept put(
            UUID video,
            @Nullable String language,
            @Nullable String label,
            @Nullable Boolean shown,
            byte[] file,
            boolean mayReplace,
            @Nullable Instant version) {
        var film = requireOwn(video);
        if (file.length > MOST_KEPT_BYTES) {
            throw CaptionProblem.growsTooLarge();
        }
        if (file.length == 0) {
            throw CaptionProblem.field("file", "This file is empty.");
        }
        var parsed = CaptionFile.parse(CaptionBytes.text(file), end(film));
        if (parsed.cues().isEmpty()) {
            throw CaptionProblem.unreadable(parsed.faults());
        }
        var tag = language == null || language.isBlank() ? guessed(parsed) : tag(language);
        return db.write(_ -> {
            store.hold(video);
            if (!mayReplace && store.hasCues(video, tag)) {
                throw CaptionProblem.there(tag);
            }
            var kept = keep(video, tag, label(label), shown, CaptionOrigin.uploaded, parsed.cues(), version);
            return new Kept(kept.caption(), kept.created(), parsed.faults(), parsed.leftOut());
        });
    }

    /**
     * Keeps what somebody wrote in the editor.
     *
     * @param version of the captions it was made of
     */
    public Caption edit(UUID video, String language, List<Cue> cues, @Nullable Instant version) {
        requireOwn(video);
        if (cues.size() > CaptionFile.MOST_CUES) {
            throw CaptionProblem.field("cues", "A film has " + CaptionFile.MOST_CUES + " captions at most.");
        }
        if (cues.stream().anyMatch(cue -> cue.text().length() > CaptionFile.LONGEST_TEXT)) {
            throw CaptionProblem.field(
                    "cues",
                    "A caption has " + CaptionFile.LONGEST_TEXT + " characters at most; nobody reads more at once.");
        }
        var sane = cues.stream()
                .map(cue -> new Cue(
                        cue.start(), cue.end(), CaptionFile.settings(cue.settings()), CaptionText.clean(cue.text())))
                .filter(cue -> !cue.words().isEmpty())
                .sorted(Comparator.comparingLong(Cue::start).thenComparingLong(Cue::end))
                .toList();
        if (sane.stream().anyMatch(cue -> cue.end() > LONGEST_FILM)) {
            throw CaptionProblem.field("cues", "No film is longer than 999 hours.");
        }
        return keep(video, tag(language), null, null, CaptionOrigin.edited, sane, version)
                .caption();
    }

    /** Empty ones, to be written in the editor; those that are there stay. */
    public Caption begin(UUID video, String language) {
        requireOwn(video);
        var tag = tag(language);
        return db.write(_ -> {
            store.hold(video);
            return store.find(video, tag).orElseGet(() -> edit(video, tag, List.of(), null));
        });
    }

    private Kept keep(
            UUID video,
            String language,
            @Nullable String label,
            @Nullable Boolean shown,
            CaptionOrigin origin,
            List<Cue> cues,
            @Nullable Instant version) {
        var vtt = CaptionWriter.vtt(cues);
        if (isTooLarge(vtt)) {
            throw CaptionProblem.growsTooLarge();
        }
        return db.write(_ -> {
            store.hold(video);
            var before = store.find(video, language);
            requireVersion(before, version);
            if (before.isEmpty() && store.of(video).size() >= MOST_LANGUAGES) {
                throw CaptionProblem.tooMany();
            }
            var kept = store.put(video, language, label, origin, vtt);
            if (shown != null && shown != kept.shown()) {
                kept = store.change(kept, language, kept.label(), shown);
            }
            news.accept(video);
            return new Kept(kept, before.isEmpty(), List.of(), 0);
        });
    }

    static boolean isTooLarge(String vtt) {
        return vtt.getBytes(StandardCharsets.UTF_8).length > MOST_KEPT_BYTES;
    }

    private static void requireVersion(Optional<Caption> now, @Nullable Instant version) {
        if (version != null && now.filter(it -> it.updatedAt().equals(version)).isEmpty()) {
            throw CaptionProblem.changedMeanwhile();
        }
    }

    /**
     * What is null stays.
     *
     * @param version null for whichever there is
     */
    public Caption change(
            UUID video,
            String language,
            @Nullable String otherLanguage,
            @Nullable String label,
            @Nullable Boolean shown,
            @Nullable Instant version) {
        requireOwn(video);
        return db.write(_ -> {
            store.hold(video);
            var now = get(video, language);
            requireVersion(Optional.of(now), version);
            var tag = otherLanguage == null || otherLanguage.isBlank() ? now.language() : tag(otherLanguage);
            if (!tag.equals(now.language()) && store.find(video, tag).isPresent()) {
                throw CaptionProblem.taken(tag);
            }
            var called = label(label);
            var changed = store.change(
                    now, tag, called != null ? called : labelled(now, tag), shown == null ? now.shown() : shown);
            news.accept(video);
            return changed;
        });
    }

    /** What nobody chose follows the language. */
    private static String labelled(Caption now, String tag) {
        if (now.label().equals(Languages.named(now.language()))) {
            return Languages.named(tag);
        }
        return now.label().equals(Languages.made(now.language())) ? Languages.made(tag) : now.label();
    }

    public void remove(UUID video, String language, @Nullable Instant version) {
        requireOwn(video);
        db.write(_ -> {
            store.hold(video);
            var now = get(video, language);
            requireVersion(Optional.of(now), version);
            store.remove(video, now.language());
            news.accept(video);
            return null;
        });
    }

    /** Those of the file that plays, in place of those of another one; what people made of the same language stays. */
    public void takeOver(UUID video, List<Embedded> brought) {
        store.takeOver(video, BroughtCaptions.readable(brought));
    }

    private static String guessed(CaptionFile.Parsed parsed) {
        return LanguageGuess.of(Cue.words(parsed.cues()))
                .orElseThrow(() -> CaptionProblem.unknownLanguage(parsed.faults()));
    }

    /** In milliseconds; for ever while nobody knows how long it is. */
    private static long end(Video film) {
        return film.duration() == null
                ? Long.MAX_VALUE
                : film.duration().movePointRight(3).longValue();
    }

    static String tag(String language) {
        return Languages.tag(language)
                .orElseThrow(() -> CaptionProblem.field(
                        "language", "A language is written as a BCP 47 tag, such as en, de or pt-BR."));
    }

    private static @Nullable String label(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        var label = given.strip();
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw CaptionProblem.field("label", "A label has " + LONGEST_LABEL + " characters at most, on one line.");
        }
        return label;
    }

    Video requireOwn(UUID id) {
        var video = videos.get(id);
        if (!(Caller.current().viewer() instanceof Viewer.User person)
                || !person.id().equals(video.owner().id())) {
            throw CaptionProblem.notYours();
        }
        if (video.isBinned()) {
            throw CaptionProblem.inBin();
        }
        return video;
    }
}
