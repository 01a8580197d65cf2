package dev.kinora.web.playlists;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.platform.Problem;
import dev.kinora.playlists.PlaylistProblem;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.LocalPath;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** "Watch later" on a card. To a script the button is given back as it is by then, with a toast. */
@Controller
class LaterPage {
    private final Playlists playlists;

    LaterPage(Playlists playlists) {
        this.playlists = playlists;
    }

    /** @param title what the button says it is for, given back to whoever pressed it */
    @Needs(ApiScope.write)
    @PostMapping("/watch-later")
    ModelAndView put(
            @RequestParam UUID video,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String off,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var person = SignedIn.require(request).user();
        var wanted = off.isEmpty();
        try {
            if (wanted) {
                playlists.putForLater(person, video);
            } else {
                playlists.removeFromLater(person, video);
            }
            var where = wanted ? "On" : "Off";
            tell(request, response, Tone.GOOD, where + " your list to watch later.");
        } catch (PlaylistProblem e) {
            if (e.category() == Problem.Category.NOT_FOUND) {
                throw e;
            }
            tell(request, response, Tone.BAD, e.sentence());
            wanted = false;
        }
        if (!isByScript(request)) {
            return PlaylistsPage.goTo(back(request.getHeader(HttpHeaders.REFERER)));
        }
        return new ModelAndView(
                "component/later",
                Map.of("page", shell.page("Watch later", ""), "video", video.toString(), "title", title, "on", wanted));
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response, Tone tone, String message) {
        if (isByScript(request)) {
            var toast = Map.of("toast", Map.of("message", message, "tone", tone.word()));
            response.setHeader("HX-Trigger", JsonMapper.shared().writeValueAsString(toast));
        } else {
            Flashes.leave(request, response, tone, message);
        }
    }

    private static boolean isByScript(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    /** Where the button stood. */
    private static String back(@Nullable String referer) {
        try {
            var from = new URI(referer == null ? "/" : referer);
            var query = from.getRawQuery();
            return LocalPath.orHome(from.getRawPath() + (query == null ? "" : "?" + query))
                    .value();
        } catch (URISyntaxException _) {
            return "/";
        }
    }
}
