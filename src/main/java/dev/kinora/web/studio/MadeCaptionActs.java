package dev.kinora.web.studio;

import dev.kinora.captions.Captions;
import dev.kinora.captions.MadeCaptions;
import dev.kinora.captions.MadeCaptions.Replacing;
import dev.kinora.http.Needs;
import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobProblem;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Captions that a machine is to write, or not any more. */
@Controller
class MadeCaptionActs {
    private final MadeCaptions made;
    private final Captions captions;
    private final JobControls controls;
    private final CaptionsPage page;
    private final VideoPage videos;

    MadeCaptionActs(MadeCaptions made, Captions captions, JobControls controls, CaptionsPage page, VideoPage videos) {
        this.made = made;
        this.captions = captions;
        this.controls = controls;
        this.page = page;
        this.videos = videos;
    }

    @Needs(ApiScope.write)
    @PostMapping(CaptionsPage.ALL + "/making")
    ModelAndView make(
            @PathVariable UUID id,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var video = videos.own(id, request);
        try {
            made.ask(
                    id,
                    sent.getOrDefault("heard", MadeCaptions.ANY_LANGUAGE),
                    sent.containsKey("anew") ? Replacing.MADE : Replacing.NOTHING);
            return done(id, "It is listened to. You may leave this page meanwhile.", request, response);
        } catch (Problem problem) {
            var told = new FormState(sent, Map.of("form", problem.sentence()));
            return Studio.refused(page.all(video, shell, request, told, List.of(), 0), problem);
        }
    }

    /** What was there before stays. */
    @Needs(ApiScope.write)
    @PostMapping(CaptionsPage.ONE + "/cancellation")
    ModelAndView cancel(
            @PathVariable UUID id,
            @PathVariable String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        videos.own(id, request);
        var caption = captions.get(id, language);
        if (!caption.isReady()) {
            captions.remove(id, language, null);
        }
        var job = made.jobs(id).get(caption.language());
        if (job != null && !job.isEnded()) {
            try {
                controls.cancel(job.id());
            } catch (JobProblem _) {
                // It ended just then, or stops already.
            }
        }
        return done(id, caption.label() + ": cancelled.", request, response);
    }

    private static ModelAndView done(
            UUID id, String message, HttpServletRequest request, HttpServletResponse response) {
        Flashes.leave(request, response, Tone.GOOD, message);
        return Studio.goTo(Studio.VIDEOS + "/videos/" + id + "/captions");
    }
}
