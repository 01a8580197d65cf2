package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.LibraryProblem;
import dev.kinora.library.Videos;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What was thrown away and is still there. */
@Controller
class BinPage {
    private static final String PURGES = Studio.BIN + "/purges";

    private final Videos videos;
    private final Clock clock;

    BinPage(Videos videos, Clock clock) {
        this.videos = videos;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.BIN)
    ModelAndView show(Shell shell, PageRequest wanted, @RequestParam(defaultValue = "") String cursor) {
        return Studio.page(
                shell, "Bin", "bin", Map.of("videos", videos.bin(wanted), "cursor", cursor, "now", clock.instant()));
    }

    /** Where one looks again after a refusal. */
    @Needs(ApiScope.read)
    @GetMapping(PURGES)
    ModelAndView whereOneIs() {
        return Studio.goTo(Studio.BIN);
    }

    /** A refusal names what is in the way, and those that were selected stay selected. */
    @Needs(ApiScope.delete)
    @PostMapping(PURGES)
    ModelAndView purge(
            @RequestParam(defaultValue = "") List<UUID> ids,
            PageRequest wanted,
            @RequestParam(defaultValue = "") String cursor,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var count = videos.purge(ids);
            Flashes.leave(
                    request,
                    response,
                    Tone.GOOD,
                    Wording.count(count, "video is", "videos are") + " deleted for good.");
            return Studio.goTo(Studio.BIN);
        } catch (LibraryProblem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            var page = show(shell, wanted, cursor);
            page.addObject("chosen", Set.copyOf(ids));
            page.addObject("problem", problem.sentence());
            page.addObject("hindering", hindering(problem));
            return Studio.refused(page, problem);
        }
    }

    private static List<LibraryProblem.Hindrance> hindering(LibraryProblem problem) {
        return problem.details().get("videos") instanceof List<?> named
                ? named.stream()
                        .filter(LibraryProblem.Hindrance.class::isInstance)
                        .map(LibraryProblem.Hindrance.class::cast)
                        .toList()
                : List.of();
    }
}
