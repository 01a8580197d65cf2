package dev.kinora.web.admin;

import dev.kinora.audit.Entry;
import dev.kinora.audit.Trail;
import dev.kinora.audit.TrailFilter;
import dev.kinora.http.Needs;
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

@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class AuditPage {
    private final Trail trail;

    AuditPage(Trail trail) {
        this.trail = trail;
    }

    @GetMapping("/admin/audit")
    ModelAndView list(Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked) {
        var model = new HashMap<String, Object>(Map.of(
                "page", shell.page("Audit log", "Who changed what, and when."),
                "places", AdminPlaces.ALL,
                "links", Links.of("/admin/audit", asked, "actor", "action", "resourceType", "resourceId", "from", "to"),
                "cursor", asked.getOrDefault("cursor", "")));
        try {
            model.put("entries", trail.page(filter(asked), wanted));
            model.put("form", new FormState(asked, Map.of()));
            return new ModelAndView("pages/admin/audit", model);
        } catch (Problem problem) {
            model.put("entries", new Page<Entry>(List.of(), null));
            model.put("form", FormState.refused(asked, problem));
            return new ModelAndView("pages/admin/audit", model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/admin/audit/{id}")
    ModelAndView one(@PathVariable UUID id, Shell shell) {
        var entry = trail.one(id);
        return new ModelAndView(
                "pages/admin/entry",
                Map.of(
                        "page",
                        shell.page("Entry of the audit log", "One change, before and after."),
                        "places",
                        AdminPlaces.ALL,
                        "entry",
                        entry));
    }

    private static TrailFilter filter(Map<String, String> asked) {
        return TrailFilter.of(new TrailFilter.Written(
                asked.get("actor"),
                asked.get("actorType"),
                asked.get("action"),
                asked.get("resourceType"),
                asked.get("resourceId"),
                asked.get("from"),
                asked.get("to")));
    }
}
