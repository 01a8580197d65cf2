package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.Binned;
import dev.kinora.library.Emptied;
import dev.kinora.library.Videos;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.LocalPath;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The way of several videos into the bin and out of it, or of one as if it were several. */
@Controller
class Chosen {
    private static final int MOST_NAMED = 5;

    private final Videos videos;

    Chosen(Videos videos) {
        this.videos = videos;
    }

    private record Sent(List<UUID> ids, String back, HttpServletRequest request, HttpServletResponse response) {}

    @Needs(ApiScope.delete)
    @PostMapping(Studio.BIN)
    ModelAndView bin(
            @RequestParam(defaultValue = "") List<UUID> ids,
            @RequestParam(defaultValue = Studio.VIDEOS) String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var binned = new AtomicReference<>(new Binned(List.of(), 0));
        return done(
                new Sent(ids, back, request, response),
                () -> binned.get().kept(),
                () -> {
                    binned.set(videos.putIntoBin(ids));
                    return binned.get().count();
                },
                _ -> binned(binned.get()));
    }

    private static String binned(Binned binned) {
        var kept = binned.kept().size();
        var lying = many(kept) + " in the bin, where " + (kept == 1 ? "it is" : "they are") + " kept for "
                + Videos.BIN.toDays() + " days.";
        if (binned.cancelled() == 0) {
            return lying;
        }
        var ended = Wording.count(binned.cancelled(), "unfinished upload is", "unfinished uploads are")
                + " cancelled; the storage reserved for " + (binned.cancelled() == 1 ? "it" : "them")
                + " is free again.";
        return kept == 0 ? ended : lying + " " + ended;
    }

    @Needs(ApiScope.write)
    @PostMapping(Studio.BIN + "/restorations")
    ModelAndView restore(
            @RequestParam(defaultValue = "") List<UUID> ids,
            @RequestParam(defaultValue = Studio.VIDEOS) String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var missed = new AtomicInteger();
        return done(
                new Sent(ids, back, request, response),
                List::of,
                () -> {
                    var restored = videos.restore(ids);
                    missed.set(restored.unscheduled().size());
                    return restored.count();
                },
                count -> restored(count, missed.get()));
    }

    private static String restored(int count, int missed) {
        if (missed == 0) {
            return many(count) + " back, as " + (count == 1 ? "it was." : "they were.");
        }
        var which = count == 1 ? "It was" : missed == 1 ? "1 of them was" : missed + " of them were";
        var one = missed == 1;
        return many(count) + " back. " + which + " to be published while " + (one ? "it lay" : "they lay")
                + " in the bin, and " + (one ? "stays" : "stay") + " unpublished: publish "
                + (one ? "it" : "them") + ", or choose another time.";
    }

    @Needs(ApiScope.delete)
    @PostMapping(Studio.BIN + "/{id}/purge")
    ModelAndView purge(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        var title = videos.get(id).title();
        return done(
                new Sent(List.of(id), Studio.BIN, request, response),
                List::of,
                () -> videos.purge(List.of(id)),
                _ -> "\u201c" + title + "\u201d is deleted for good.");
    }

    @Needs(ApiScope.delete)
    @PostMapping(Studio.BIN + "/emptying")
    ModelAndView empty(HttpServletRequest request, HttpServletResponse response) {
        var emptied = new AtomicReference<>(new Emptied(0, List.of()));
        return done(
                new Sent(List.of(), Studio.BIN, request, response),
                List::of,
                () -> {
                    emptied.set(videos.emptyBin());
                    return emptied.get().count();
                },
                count -> emptied(count, emptied.get().shown()));
    }

    private static String emptied(int count, List<String> shown) {
        if (shown.isEmpty()) {
            return count == 0
                    ? "The bin was empty already."
                    : "The bin is empty: " + many(count) + " deleted for good.";
        }
        var one = shown.size() == 1;
        var named = shown.stream()
                .limit(MOST_NAMED)
                .map(title -> "\u201c" + title + "\u201d")
                .collect(Collectors.joining(", "));
        var others = shown.size() > MOST_NAMED ? " and " + (shown.size() - MOST_NAMED) + " more" : "";
        return (count == 0 ? "" : many(count) + " deleted for good. ") + named + others
                + (one ? " stays" : " stay") + " in the bin: lessons of courses show " + (one ? "it" : "them")
                + ". Take " + (one ? "it" : "them") + " out of the courses first.";
    }

    private static String many(int count) {
        return Wording.count(count, "video is", "videos are");
    }

    private static ModelAndView done(
            Sent sent, Supplier<List<UUID>> undoable, IntSupplier work, IntFunction<String> message) {
        try {
            var count = work.getAsInt();
            var tone = count == 0 ? Tone.WARN : Tone.GOOD;
            Flashes.leave(sent.request(), sent.response(), tone, message.apply(count), undoable.get());
        } catch (Problem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            Flashes.leave(sent.request(), sent.response(), Tone.WARN, problem.sentence());
        }
        var back = LocalPath.orHome(sent.back()).value();
        return Studio.goTo(back.startsWith(Studio.VIDEOS) ? back : Studio.VIDEOS);
    }
}
