package dev.kinora.web.gate;

import dev.kinora.access.SignedIn;
import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Open;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.identity.SignIns;
import dev.kinora.identity.SignIns.Outcome;
import dev.kinora.mail.Mails;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.LocalPath;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class SignInPage {
    private final SignIns signIns;
    private final Accounts accounts;
    private final Mails mails;

    SignInPage(SignIns signIns, Accounts accounts, Mails mails) {
        this.signIns = signIns;
        this.accounts = accounts;
        this.mails = mails;
    }

    @GetMapping("/sign-in")
    ModelAndView show(@RequestParam(required = false) @Nullable String next, Shell shell, HttpServletRequest request) {
        var way = LocalPath.orHome(next).value();
        return SignedIn.of(request).isPresent() ? Gate.to(way) : page(shell, way, FormState.UNTOUCHED, false);
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean remember,
            @RequestParam(defaultValue = "false") boolean keep,
            @RequestParam(required = false) @Nullable String next,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var way = LocalPath.orHome(next).value();
        var typed = Map.of("identifier", identifier, "remember", String.valueOf(remember));
        try {
            var attempt = new SignIns.Attempt(identifier, password, remember, keep);
            var outcome = signIns.signIn(attempt, request, response);
            return outcome instanceof Outcome.Done
                    ? Gate.to(way)
                    : refused(shell, way, typed, sentence(outcome), outcome instanceof Outcome.Leaving);
        } catch (ThrottleProblem | IdentityProblem e) {
            return Gate.refused(page(shell, way, FormState.refused(typed, e), false), e);
        }
    }

    private String sentence(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done() -> throw new IllegalStateException("nothing is left to say");
            case Outcome.Wrong() ->
                "The name or the password is not right. Passwords tell capitals from small letters.";
            case Outcome.AddressUnproved() ->
                "Your address is not confirmed yet. "
                        + (mails.areSent()
                                ? "We sent you the link again; open it, then sign in."
                                : "This Kinora has no mail server: ask whoever runs it for the link, open it, then sign in.");
            case Outcome.Leaving(var until) ->
                "This account is closed and will be deleted on " + Wording.moment(until)
                        + ". To keep it, tick the box below and sign in again.";
            case Outcome.Suspended(var reason) ->
                "This account is suspended" + (reason.isEmpty() ? "." : ": " + reason)
                        + " Write to whoever runs this installation.";
            case Outcome.Cancelled() -> "This account was closed. Write to whoever runs this installation.";
        };
    }

    private ModelAndView refused(Shell shell, String way, Map<String, String> typed, String sentence, boolean leaving) {
        var page = page(shell, way, new FormState(typed, Map.of("form", sentence)), leaving);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private ModelAndView page(Shell shell, String way, FormState form, boolean leaving) {
        return Gate.page(
                shell,
                "signIn",
                "Sign in",
                form,
                Map.of("next", way, "leaving", leaving, "signUpOpen", accounts.isSignUpOpen()));
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        signIns.signOut(request, response);
        Flashes.leave(request, response, Tone.GOOD, "You are signed out.");
        return Gate.to("/");
    }
}
