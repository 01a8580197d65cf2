package dev.kinora.web.settings;

import dev.kinora.platform.Problem;
import dev.kinora.web.NavItem;
import dev.kinora.web.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What the pages of the settings have in common. */
final class Settings {
    private static final List<NavItem> PLACES = List.of(
            new NavItem("Profile", "/settings", "user"),
            new NavItem("Security", "/settings/security", "shield"),
            new NavItem("API keys", "/settings/keys", "key"),
            new NavItem("Webhooks", WebhooksPage.PATH, "webhook"),
            new NavItem("Quota", "/settings/quota", "gauge"),
            new NavItem("Activity", "/settings/activity", "activity"),
            new NavItem("Your data", "/settings/data", "download"));

    /** What happened to the account, and what is done for it. */
    static final List<NavItem> ACTIVITY = List.of(
            new NavItem("Account", "/settings/activity", ""), new NavItem("Background work", WorkPage.PATH, ""));

    private Settings() {}

    static ModelAndView page(Shell shell, String title, String template, Map<String, ?> content) {
        var model = new HashMap<String, Object>(content);
        model.put("page", shell.page(title, "The settings of your account."));
        model.put("places", PLACES);
        return new ModelAndView("pages/settings/" + template, model);
    }

    /** The same page once more, now with what was wrong. */
    static ModelAndView refused(ModelAndView page, Problem problem) {
        page.setStatus(
                switch (problem.category()) {
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                    case CONFLICT, STALE -> HttpStatus.CONFLICT;
                    case EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.UNPROCESSABLE_CONTENT;
                });
        return page;
    }

    static ModelAndView goTo(String path) {
        var redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
