package dev.kinora.web.search;

import dev.kinora.http.Open;
import dev.kinora.platform.PageRequest;
import dev.kinora.search.Found;
import dev.kinora.search.SearchProblem;
import dev.kinora.search.Searches;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
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
    private final Clock clock;

    SearchPage(Searches searches, Clock clock) {
        this.searches = searches;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView search(@RequestParam Map<String, String> sent, PageRequest page, Shell shell) {
        var form = SearchForm.of(sent);
        try {
            return results(shell, form, form.state(), searches.find(form.wish(clock.instant()), page));
        } catch (SearchProblem.Invalid e) {
            var refused = results(shell, form, FormState.refused(form.values(), e), null);
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
    }

    /** The results that follow, without the page around them. */
    @GetMapping(PATH + "/more")
    ModelAndView more(@RequestParam Map<String, String> sent, PageRequest page) {
        var form = SearchForm.of(sent);
        return new ModelAndView(
                "pages/search/more", Map.of("form", form, "found", searches.find(form.wish(clock.instant()), page)));
    }

    private static ModelAndView results(Shell shell, SearchForm form, FormState state, @Nullable Found found) {
        var title = form.words().isEmpty() ? form.heading() : form.words() + ", search";
        var model = new HashMap<String, @Nullable Object>();
        model.put("page", shell.page(title, "Videos and people on this Kinora."));
        model.put("form", form);
        model.put("state", state);
        model.put("found", found);
        return new ModelAndView("pages/search/search", model);
    }
}
