package dev.kinora.web;

import dev.kinora.http.Open;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Every part in every state: where the look is documented, and where tests look at it. */
@Open
@Controller
class DesignPage {

    private static final List<NavItem> PLACES = List.of(
            place("Colour", "colour"),
            place("Type", "type"),
            place("Icons", "icons"),
            place("Button", "buttons"),
            place("Tabs", "tabs"),
            place("Field and select", "fields"),
            place("Checkbox, switch", "choices"),
            place("Form with errors", "errors"),
            place("Badge", "badges"),
            place("Progress", "progress"),
            place("Skeleton", "skeletons"),
            place("Table and pager", "tables"),
            place("Video card", "videos"),
            place("Course card", "courses"),
            place("Dialog", "dialogs"),
            place("Toast", "toasts"),
            place("Flash", "flashes"),
            place("Empty state", "empties"),
            place("Error page", "error-pages"));

    private final Clock clock;

    DesignPage(Clock clock) {
        this.clock = clock;
    }

    @GetMapping("/design")
    ModelAndView parts(Shell shell) {
        return new ModelAndView(
                "pages/design",
                Map.of(
                        "page", shell.page("Design", "Every part that Kinora's pages are made of, in every state."),
                        "places", PLACES,
                        "now", clock.instant(),
                        "refused", refusedForm()));
    }

    /** The form on the page is there to be refused. */
    @PostMapping("/design")
    ModelAndView refused(Shell shell) {
        var page = parts(shell);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @GetMapping("/design/errors/{status:403|404|500|503}")
    ModelAndView error(@PathVariable int status, Shell shell) {
        var error = ErrorView.of(status, status == 500 ? "0199-example" : "");
        return new ModelAndView(
                "pages/error", Map.of("page", shell.page(error.title(), error.explanation()), "error", error));
    }

    private static FormState refusedForm() {
        var errors = new LinkedHashMap<String, String>();
        errors.put("course-title", "Give the course a title.");
        errors.put("course-price", "Write the price in digits, such as 49 or 49.50.");
        return new FormState(Map.of("course-price", "about fifty"), errors);
    }

    private static NavItem place(String label, String id) {
        return new NavItem(label, "#" + id, "");
    }
}
