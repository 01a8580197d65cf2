package dev.kinora.web.search;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Open;
import dev.kinora.platform.PageRequest;
import dev.kinora.playlists.Playlists;
import dev.kinora.search.Found;
import dev.kinora.search.Hit;
import dev.kinora.search.SearchProblem;
import dev.kinora.search.Searches;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class SearchPage {
    private static final String PATH = "/search";

    private final Searches searches;
    private final Playlists playlists;
    private final Clock clock;

    SearchPage(Searches searches, Playlists playlists, Clock clock) {
        this.searches = searches;
        this.playlists = playlists;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView search(
            @RequestParam Map<String, String> sent, PageRequest page, Shell shell, HttpServletRequest request) {
        var form = SearchForm.of(sent);
        try {
            var found = searches.find(form.wish(clock.instant()), page);
            return results(shell, form, form.state(), found, later(found, request));
        } catch (SearchProblem.Invalid e) {
            var refused = results(shell, form, FormState.refused(form.values(), e), null, Set.of());
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
    }

    /** The results that follow, without the page around them. */
    @GetMapping(PATH + "/more")
    ModelAndView more(
            @RequestParam Map<String, String> sent, PageRequest page, Shell shell, HttpServletRequest request) {
        var form = SearchForm.of(sent);
        var found = searches.find(form.wish(clock.instant()), page);
        return new ModelAndView(
                "pages/search/more",
                Map.of(
                        "page",
                        shell.page(form.heading(), ""),
                        "form",
                        form,
                        "found",
                        found,
                        "later",
                        later(found, request)));
    }

    private Set<UUID> later(Found found, HttpServletRequest request) {
        var shown = found.videos().items().stream().map(Hit::id).toList();
        return SignedIn.of(request)
                .map(person -> playlists.forLater(person.user(), shown))
                .orElse(Set.of());
    }

    private static ModelAndView results(
            Shell shell, SearchForm form, FormState state, @Nullable Found found, Set<UUID> later) {
        var title = form.words().isEmpty() ? form.heading() : form.words() + ", search";
        var model = new HashMap<String, @Nullable Object>();
        model.put("page", shell.page(title, "Videos and people on this Kinora."));
        model.put("form", form);
        model.put("state", state);
        model.put("found", found);
        model.put("later", later);
        return new ModelAndView("pages/search/search", model);
    }
}
