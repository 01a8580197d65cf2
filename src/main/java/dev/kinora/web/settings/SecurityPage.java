package dev.kinora.web.settings;

import dev.kinora.access.Session;
import dev.kinora.access.Sessions;
import dev.kinora.access.SignedIn;
import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Needs;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.mail.Mails;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class SecurityPage {
    private static final String PATH = "/settings/security";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Mails mails;

    SecurityPage(Accounts accounts, Sessions sessions, Mails mails) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mails = mails;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView show(Shell shell, HttpServletRequest request) {
        var person = SignedIn.require(request);
        return Settings.page(
                shell, "Security", "security", Map.of("account", accounts.mine(person), "sessions", thisFirst(person)));
    }

    private List<Session> thisFirst(SignedIn person) {
        return sessions.mine().stream()
                .sorted(Comparator.comparing(session -> !session.id().equals(person.session())))
                .toList();
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/email")
    ModelAndView email(Shell shell, HttpServletRequest request) {
        return email(shell, request, FormState.UNTOUCHED);
    }

    private ModelAndView email(Shell shell, HttpServletRequest request, FormState form) {
        var account = accounts.mine(SignedIn.require(request));
        return Settings.page(
                shell,
                "Change your address",
                "email",
                Map.of("account", account, "form", form, "sent", mails.areSent()));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/email")
    ModelAndView changeEmail(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            accounts.askNewAddress(SignedIn.require(request), password, email);
        } catch (IdentityProblem | ThrottleProblem e) {
            return Settings.refused(email(shell, request, FormState.refused(Map.of("email", email), e)), e);
        }
        Flashes.leave(
                request,
                response,
                Tone.GOOD,
                (mails.areSent()
                                ? "A link is on its way to " + email.strip()
                                : "This Kinora has no mail server: ask whoever runs it for the link to "
                                        + email.strip())
                        + ". The address changes when you open it.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/password")
    ModelAndView password(Shell shell) {
        return password(shell, FormState.UNTOUCHED);
    }

    private static ModelAndView password(Shell shell, FormState form) {
        return Settings.page(shell, "Change your password", "password", Map.of("form", form));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/password")
    ModelAndView changePassword(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String newPassword,
            @RequestParam(defaultValue = "false") boolean revokeKeys,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            accounts.changePassword(SignedIn.require(request), password, newPassword, revokeKeys, request, response);
        } catch (IdentityProblem | ThrottleProblem e) {
            Problem problem = e;
            return Settings.refused(password(shell, FormState.refused(Map.of(), problem)), problem);
        }
        Flashes.leave(
                request, response, Tone.GOOD, "Your password is changed. Every other browser has been signed out.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.delete)
    @PostMapping(PATH + "/sessions/{session}/end")
    ModelAndView end(@PathVariable UUID session, HttpServletRequest request, HttpServletResponse response) {
        var message = sessions.end(session) ? "That browser is signed out." : "That browser was signed out already.";
        Flashes.leave(request, response, Tone.GOOD, message);
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.delete)
    @PostMapping(PATH + "/sessions/end-others")
    ModelAndView endOthers(HttpServletRequest request, HttpServletResponse response) {
        var ended = sessions.endOthers(SignedIn.require(request).session());
        Flashes.leave(
                request, response, Tone.GOOD, "Signed out of " + Wording.count(ended, "browser", "browsers") + ".");
        return Settings.goTo(PATH);
    }
}
