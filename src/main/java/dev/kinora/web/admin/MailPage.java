package dev.kinora.web.admin;

import dev.kinora.http.Needs;
import dev.kinora.mail.Mails;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Mail on its way out, and what is kept where no server is configured. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class MailPage {
    /** A mail is a page of its own that can do nothing: no script, no form, no request, no name. */
    private static final String POWERLESS =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final Mails mails;

    MailPage(Mails mails) {
        this.mails = mails;
    }

    @GetMapping("/admin/mail")
    ModelAndView list(Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked) {
        return new ModelAndView(
                "pages/admin/mails",
                Map.of(
                        "page", shell.page("Mail", "What was written to people, and what became of it."),
                        "places", AdminPlaces.ALL,
                        "mails", mails.recent(wanted),
                        "links", Links.of("/admin/mail", asked),
                        "cursor", asked.getOrDefault("cursor", "")));
    }

    @GetMapping("/admin/mail/{id}")
    ModelAndView one(@PathVariable UUID id, Shell shell) {
        return new ModelAndView(
                "pages/admin/mail",
                Map.of(
                        "page", shell.page("Mail", "One mail."),
                        "places", AdminPlaces.ALL,
                        "mail", mails.one(id)));
    }

    @GetMapping("/admin/mail/{id}/html")
    void html(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        var html = mails.one(id).html();
        // Replaces the policy of our own pages; a second one beside it would forbid the styles of a mail.
        response.setHeader("Content-Security-Policy", POWERLESS);
        if (html == null) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        var body = html.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
