package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.LibraryProblem;
import dev.kinora.library.Video;
import dev.kinora.library.VideoChange;
import dev.kinora.library.Videos;
import dev.kinora.library.Visibility;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.LocalPath;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is changed about several videos at once; a refusal shows what was selected and typed once more. */
@Controller
class ChosenChanges {
    private static final String VISIBILITY = Studio.VIDEOS + "/chosen/visibility";
    private static final String TAGS = Studio.VIDEOS + "/chosen/tags";

    private final Videos videos;
    private final VideosPage list;

    ChosenChanges(Videos videos, VideosPage list) {
        this.videos = videos;
        this.list = list;
    }

    /** @param asked what the list was asked for, and what was typed */
    private record Sent(
            List<UUID> ids,
            PageRequest page,
            Map<String, String> asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        String of(String field) {
            return asked.getOrDefault(field, "");
        }
    }

    /** Where one looks again after a refusal. */
    @Needs(ApiScope.read)
    @GetMapping({VISIBILITY, TAGS})
    ModelAndView whereOneIs() {
        return Studio.goTo(Studio.VIDEOS);
    }

    @Needs(ApiScope.write)
    @PostMapping(VISIBILITY)
    ModelAndView show(
            @RequestParam(defaultValue = "") List<UUID> ids,
            PageRequest page,
            @RequestParam Map<String, String> asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        var sent = new Sent(ids, page, asked, request, response);
        return done(sent, () -> {
            var wanted = Visibility.of(sent.of("wanted"))
                    .orElseThrow(() -> LibraryProblem.invalid("wanted", "Choose who is to see them."));
            return shown(wanted, videos.changeAll(ids, VideoChange.of(wanted)));
        });
    }

    private static String shown(Visibility wanted, List<Video> changed) {
        var word = VideoLook.of(wanted).label().toLowerCase(Locale.ROOT);
        if (wanted == Visibility.PRIVATE) {
            return many(changed.size()) + " now " + word + ".";
        }
        var planned = (int)
                changed.stream().filter(each -> each.scheduledFor() != null).count();
        var awaited = (int) changed.stream()
                .filter(each -> each.scheduledFor() == null && !each.watchable())
                .count();
        var out = changed.size() - planned - awaited;
        var sentences = new ArrayList<String>();
        if (out > 0) {
            sentences.add(many(out) + " now " + word + ".");
        }
        if (planned > 0) {
            sentences.add(Wording.count(planned, "video becomes ", "videos become ") + word + " at the "
                    + (planned == 1 ? "time planned for it." : "times planned for them."));
        }
        if (awaited > 0) {
            sentences.add(Wording.count(awaited, "video becomes ", "videos become ") + word + " as soon as "
                    + (awaited == 1 ? "it" : "they") + " can be watched.");
        }
        return String.join(" ", sentences);
    }

    private static String many(int count) {
        return Wording.count(count, "video is", "videos are");
    }

    @Needs(ApiScope.write)
    @PostMapping(TAGS)
    ModelAndView tag(
            @RequestParam(defaultValue = "") List<UUID> ids,
            PageRequest page,
            @RequestParam Map<String, String> asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        var sent = new Sent(ids, page, asked, request, response);
        return done(sent, () -> tagged(ids, sent.of("way"), DetailsForm.words(sent.of("tags"))));
    }

    private String tagged(List<UUID> ids, String way, List<String> tags) {
        return switch (way) {
            case "remove" -> {
                var count = videos.changeTags(ids, List.of(), tags);
                yield "The tags are removed from " + Wording.count(count, "video", "videos") + ".";
            }
            case "replace" -> {
                if (tags.isEmpty()) {
                    throw LibraryProblem.invalid("tags", "Write at least one tag.");
                }
                var count = videos.changeAll(ids, VideoChange.tags(tags)).size();
                yield Wording.count(count, "video has", "videos have") + " these tags now and no others.";
            }
            default -> {
                var count = videos.changeTags(ids, tags, List.of());
                yield "The tags are added to " + Wording.count(count, "video", "videos") + ".";
            }
        };
    }

    private ModelAndView done(Sent sent, Supplier<String> work) {
        try {
            Flashes.leave(sent.request(), sent.response(), Tone.GOOD, work.get());
        } catch (Problem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            var shell = Shell.of(sent.request(), sent.response());
            return list.again(
                    shell, sent.page(), sent.asked(), new LinkedHashSet<>(sent.ids()), problem, sent.request());
        }
        var back = LocalPath.orHome(sent.of("back")).value();
        return Studio.goTo(back.startsWith(Studio.VIDEOS) ? back : Studio.VIDEOS);
    }
}
