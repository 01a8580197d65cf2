package dev.kinora.web.admin;

import dev.kinora.audit.Alarms;
import dev.kinora.http.Needs;
import dev.kinora.identity.People;
import dev.kinora.mail.Mails;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.Shell;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class OverviewPage {
    private final People people;
    private final Mails mails;
    private final Alarms alarms;
    private final String version;

    OverviewPage(People people, Mails mails, Alarms alarms, ObjectProvider<BuildProperties> build) {
        this.people = people;
        this.mails = mails;
        this.alarms = alarms;
        var properties = build.getIfAvailable();
        var known = properties == null ? null : properties.getVersion();
        this.version = known == null ? "unreleased" : known;
    }

    @GetMapping("/admin")
    ModelAndView overview(Shell shell) {
        var census = people.census();
        return new ModelAndView(
                "pages/admin/overview",
                Map.of(
                        "page",
                        shell.page("Overview", "How this installation is."),
                        "places",
                        AdminPlaces.ALL,
                        "census",
                        census,
                        "chart",
                        new SignUpChart(census.signUps()),
                        "mails",
                        mails.counts(),
                        "condition",
                        alarms.condition(),
                        "version",
                        version));
    }
}
