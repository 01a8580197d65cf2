package dev.kinora.web.watch;

import dev.kinora.http.Needs;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.watching.Watching;
import dev.kinora.web.Flashes;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What one watched, and how it is forgotten. */
@Controller
class HistoryPage {
    private static final String PATH = "/history";

    private final Watching watching;

    HistoryPage(Watching watching) {
        this.watching = watching;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView history(PageRequest page, Shell shell) {
        return new ModelAndView(
                "pages/watch/history",
                Map.of("page", shell.page("History", "What you watched."), "watched", watching.history(page)));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/{video}/removal")
    ModelAndView forget(@PathVariable UUID video, HttpServletRequest request, HttpServletResponse response) {
        watching.forget(video);
        Flashes.leave(request, response, Tone.NEUTRAL, "It is out of your history.");
        return back();
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/removal")
    ModelAndView forgetAll(HttpServletRequest request, HttpServletResponse response) {
        int forgotten = watching.forgetAll();
        Flashes.leave(
                request,
                response,
                Tone.NEUTRAL,
                Wording.count(forgotten, "video is", "videos are") + " out of your history.");
        return back();
    }

    private static ModelAndView back() {
        var redirect = new RedirectView(PATH);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
