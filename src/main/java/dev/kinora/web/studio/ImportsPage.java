package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.outbound.OutboundProblem;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.uploads.Imports;
import dev.kinora.uploads.UploadProblem;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Films that Kinora fetches by itself: where they are asked for, and where one sees why one does not come. */
@Controller
class ImportsPage {
    private static final String ONE = Studio.IMPORTS + "/{video}";

    private final Imports imports;
    private final Clock clock;

    ImportsPage(Imports imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.IMPORTS)
    ModelAndView show(Shell shell, PageRequest wanted, @RequestParam(defaultValue = "") String cursor) {
        return page("imports", shell, wanted, cursor, FormState.UNTOUCHED);
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.IMPORTS + "/now")
    ModelAndView now(Shell shell, PageRequest wanted, @RequestParam(defaultValue = "") String cursor) {
        return page("importsNow", shell, wanted, cursor, FormState.UNTOUCHED);
    }

    private ModelAndView page(String template, Shell shell, PageRequest wanted, String cursor, FormState form) {
        return Studio.page(
                shell,
                "Import",
                template,
                Map.of("imports", imports.mine(wanted), "cursor", cursor, "form", form, "now", clock.instant()));
    }

    @Needs(ApiScope.write)
    @PostMapping(Studio.IMPORTS)
    ModelAndView begin(
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String title,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var typed = Map.of("url", url, "title", title);
        try {
            var video = imports.begin(url, title, null);
            Flashes.leave(
                    request,
                    response,
                    Tone.GOOD,
                    "\u201c" + video.title() + "\u201d is being fetched. You need not wait here.");
            return Studio.goTo(Studio.IMPORTS);
        } catch (OutboundProblem problem) {
            var told = new FormState(typed, Map.of("url", problem.sentence()));
            return Studio.refused(page("imports", shell, PageRequest.first(), "", told), problem);
        } catch (Problem problem) {
            var told = FormState.refused(typed, problem);
            return Studio.refused(page("imports", shell, PageRequest.first(), "", told), problem);
        }
    }

    /** @param from {@code video} where the button stands on that page */
    @Needs(ApiScope.write)
    @PostMapping(ONE + "/attempts")
    ModelAndView again(
            @PathVariable UUID video,
            @RequestParam(defaultValue = "") String from,
            HttpServletRequest request,
            HttpServletResponse response) {
        tell(request, response, () -> {
            imports.again(video);
            return "It is tried again now.";
        });
        return Studio.goTo(from.equals("video") ? Studio.VIDEOS + "/videos/" + video : Studio.IMPORTS);
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/cancellation")
    ModelAndView cancel(@PathVariable UUID video, HttpServletRequest request, HttpServletResponse response) {
        tell(request, response, () -> {
            var seen = imports.one(video);
            imports.cancel(video);
            return "\u201c" + seen.title() + "\u201d is not fetched any more.";
        });
        return Studio.goTo(Studio.IMPORTS);
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response, Supplier<String> act) {
        try {
            Flashes.leave(request, response, Tone.GOOD, act.get());
        } catch (UploadProblem | OutboundProblem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            Flashes.leave(request, response, Tone.WARN, problem.sentence());
        }
    }
}
