package dev.kinora.web.admin;

import dev.kinora.audit.Trail;
import dev.kinora.http.Needs;
import dev.kinora.identity.People;
import dev.kinora.identity.PeopleFilter;
import dev.kinora.identity.Person;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Everybody with an account, and one of them. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class UsersPage {
    private static final int LATEST = 20;

    private final People people;
    private final Trail trail;

    UsersPage(People people, Trail trail) {
        this.people = people;
        this.trail = trail;
    }

    @GetMapping("/admin/users")
    ModelAndView list(Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked) {
        var model = new HashMap<String, Object>(Map.of(
                "page", shell.page("Users", "Everybody with an account."),
                "places", AdminPlaces.ALL,
                "links", Links.of("/admin/users", asked, "q", "status", "role", "tier"),
                "cursor", asked.getOrDefault("cursor", "")));
        try {
            var filter = PeopleFilter.of(asked.get("q"), asked.get("status"), asked.get("role"), asked.get("tier"));
            model.put("people", people.page(filter, wanted));
            model.put("form", new FormState(asked, Map.of()));
            return new ModelAndView("pages/admin/users", model);
        } catch (Problem problem) {
            model.put("people", new Page<Person>(List.of(), null));
            model.put("form", FormState.refused(asked, problem));
            return new ModelAndView("pages/admin/users", model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/admin/users/{id}")
    ModelAndView one(@PathVariable UUID id, Shell shell) {
        return one(id, shell, FormState.UNTOUCHED);
    }

    /** The page again, with what a refused form was told. */
    ModelAndView one(UUID id, Shell shell, FormState form) {
        var file = people.one(id);
        return new ModelAndView(
                "pages/admin/user",
                Map.of(
                        "page",
                        shell.page(file.person().name(), "One account and what can be done with it."),
                        "places",
                        AdminPlaces.ALL,
                        "file",
                        file,
                        "form",
                        form,
                        "entries",
                        trail.of(id, PageRequest.first(LATEST)).items()));
    }
}
