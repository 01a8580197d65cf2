package dev.kinora.web.studio;

import dev.kinora.captions.CaptionProblem;
import dev.kinora.captions.Captions;
import dev.kinora.http.Needs;
import dev.kinora.http.RowVersion;
import dev.kinora.library.Video;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** What the forms on the page of a video's captions do. */
@Controller
class CaptionActs {
    private final Captions captions;
    private final CaptionsPage page;
    private final VideoPage videos;

    CaptionActs(Captions captions, CaptionsPage page, VideoPage videos) {
        this.captions = captions;
        this.page = page;
        this.videos = videos;
    }

    /** What could not be read of the file is told on the page itself, by its lines. */
    @Needs(ApiScope.write)
    @PostMapping(CaptionsPage.ALL)
    ModelAndView send(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var video = videos.own(id, request);
        try {
            var kept = captions.put(
                    id,
                    sent.get("language"),
                    sent.get("label"),
                    sent.containsKey("shown") ? true : null,
                    chosen(file).getBytes(),
                    sent.containsKey("replace"),
                    null);
            var told = kept.caption().label() + (kept.created() ? " was added." : " was replaced.");
            if (kept.faults().isEmpty()) {
                return done(id, told, request, response);
            }
            return page.all(video, shell, request, FormState.UNTOUCHED, kept.faults(), kept.leftOut());
        } catch (Problem problem) {
            var faults = problem instanceof CaptionProblem unreadable ? unreadable.faults() : List.<Captions.Fault>of();
            return Studio.refused(
                    page.all(video, shell, request, FormState.refused(sent, problem), faults, 0), problem);
        }
    }

    /** A form without a file sends one without a name. */
    private static MultipartFile chosen(@Nullable MultipartFile file) {
        var name = file == null ? null : file.getOriginalFilename();
        if (file == null || name == null || name.isBlank()) {
            throw CaptionProblem.field("file", "Choose a file first; WebVTT or SubRip (.vtt or .srt).");
        }
        if (file.isEmpty()) {
            throw CaptionProblem.field("file", "“" + name + "” is empty. Choose a file with captions in it.");
        }
        if (file.getSize() > Captions.MOST_BYTES) {
            throw CaptionProblem.tooLarge();
        }
        return file;
    }

    @Needs(ApiScope.write)
    @PostMapping(CaptionsPage.ALL + "/beginning")
    ModelAndView begin(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String begun,
            Shell shell,
            HttpServletRequest request) {
        var video = videos.own(id, request);
        try {
            if (begun.isBlank()) {
                throw CaptionProblem.field("begun", "Choose the language that you write in.");
            }
            var caption = captions.begin(id, begun);
            return Studio.goTo(at(id) + "/" + caption.language());
        } catch (Problem problem) {
            return Studio.refused(
                    page.all(video, shell, request, FormState.refused(Map.of(), problem), List.of(), 0), problem);
        }
    }

    @Needs(ApiScope.write)
    @PostMapping(CaptionsPage.ONE)
    ModelAndView change(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var video = videos.own(id, request);
        // A label that was only left as it stood is nobody's choice, and follows the language.
        var called = sent.get("called");
        try {
            var changed = captions.change(
                    id,
                    language,
                    sent.get("spoken"),
                    Objects.equals(called, sent.get("was")) ? null : called,
                    sent.containsKey("unasked"),
                    version(sent));
            return done(id, changed.label() + ": saved.", request, response);
        } catch (Problem problem) {
            return refused(video, shell, request, problem);
        }
    }

    private static @Nullable Instant version(Map<String, String> sent) {
        return RowVersion.optional(sent.get("version"), CaptionProblem::changedMeanwhile);
    }

    private ModelAndView refused(Video video, Shell shell, HttpServletRequest request, Problem problem) {
        var sentence = problem.category() == Problem.Category.STALE
                ? "These captions were changed meanwhile, in another tab or by another program, and nothing was done to them."
                        + " Below they are as they are now; if you still want it, do it once more."
                : problem.sentence();
        var told = new FormState(Map.of(), Map.of("form", sentence));
        return Studio.refused(page.all(video, shell, request, told, List.of(), 0), problem);
    }

    @Needs(ApiScope.delete)
    @PostMapping(CaptionsPage.ONE + "/removal")
    ModelAndView remove(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var video = videos.own(id, request);
        var gone = captions.get(id, language);
        try {
            captions.remove(id, language, version(sent));
            return done(id, gone.label() + " was deleted.", request, response);
        } catch (Problem problem) {
            return refused(video, shell, request, problem);
        }
    }

    private static String at(UUID id) {
        return Studio.VIDEOS + "/videos/" + id + "/captions";
    }

    private static ModelAndView done(
            UUID id, String message, HttpServletRequest request, HttpServletResponse response) {
        Flashes.leave(request, response, Tone.GOOD, message);
        return Studio.goTo(at(id));
    }
}
