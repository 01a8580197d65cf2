package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.platform.Problem;
import dev.kinora.processing.Processing;
import dev.kinora.processing.Wishes;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What owners do about the making of a video, from its pages. */
@Controller
@Needs(ApiScope.write)
class ProcessingActs {
    private final Processing processing;
    private final VideoPage page;

    ProcessingActs(Processing processing, VideoPage page) {
        this.processing = processing;
        this.page = page;
    }

    @PostMapping(VideoPage.ONE + "/processing")
    ModelAndView make(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String evenLoudness,
            @RequestParam(required = false) @Nullable String watermark,
            @RequestParam(defaultValue = "keep") String act,
            HttpServletRequest request,
            HttpServletResponse response) {
        page.own(id, request);
        return done(id, request, response, () -> {
            processing.wish(id, new Wishes(evenLoudness != null, watermark != null));
            if (!act.equals("again")) {
                return "Saved for the next time it is encoded.";
            }
            processing.makeAgain(id);
            return "It is encoded again. Until that is done it plays as it was.";
        });
    }

    @PostMapping(VideoPage.ONE + "/processing/cancellation")
    ModelAndView cancel(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        page.own(id, request);
        return done(id, request, response, () -> {
            processing.cancel(id);
            return "Cancelled: the video stays as it was.";
        });
    }

    private static ModelAndView done(
            UUID id, HttpServletRequest request, HttpServletResponse response, Supplier<String> work) {
        try {
            Flashes.leave(request, response, Tone.GOOD, work.get());
        } catch (Problem problem) {
            Flashes.leave(request, response, Tone.WARN, problem.sentence());
        }
        return Studio.goTo(Studio.VIDEOS + "/videos/" + id + "/file");
    }
}
