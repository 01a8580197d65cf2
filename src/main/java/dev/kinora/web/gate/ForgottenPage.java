package dev.kinora.web.gate;

import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Open;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.identity.PasswordResets;
import dev.kinora.mail.Mails;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class ForgottenPage {
    private final PasswordResets resets;
    private final Mails mails;

    ForgottenPage(PasswordResets resets, Mails mails) {
        this.resets = resets;
        this.mails = mails;
    }

    @ModelAttribute
    void guard(HttpServletResponse response) {
        Gate.guard(response);
    }

    @GetMapping("/forgot-password")
    ModelAndView ask(Shell shell) {
        return ask(shell, FormState.UNTOUCHED);
    }

    private ModelAndView ask(Shell shell, FormState form) {
        return Gate.page(shell, "forgot", "Choose a new password", form, Map.of("sent", mails.areSent()));
    }

    @PostMapping("/forgot-password")
    ModelAndView send(@RequestParam(defaultValue = "") String identifier, Shell shell) {
        var typed = Map.of("identifier", identifier);
        if (identifier.isBlank()) {
            var form = new FormState(typed, Map.of("identifier", "Type your address or your username."));
            var page = ask(shell, form);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        try {
            resets.ask(identifier);
        } catch (ThrottleProblem e) {
            return Gate.refused(ask(shell, FormState.refused(typed, e)), e);
        }
        return mails.areSent()
                ? Gate.page(shell, "resetSent", "Look into your mail", FormState.UNTOUCHED)
                : Gate.page(shell, "resetKept", "Ask for your link", FormState.UNTOUCHED);
    }

    @GetMapping("/reset-password/{secret}")
    ModelAndView choose(@PathVariable String secret, Shell shell) {
        return page(secret, shell, FormState.UNTOUCHED);
    }

    @PostMapping("/reset-password/{secret}")
    ModelAndView change(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String newPassword,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            resets.use(secret, newPassword, request, response);
        } catch (IdentityProblem e) {
            return Gate.refused(page(secret, shell, FormState.refused(Map.of(), e)), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "Your password is changed. Sign in with the new one.");
        return Gate.to("/sign-in");
    }

    private ModelAndView page(String secret, Shell shell, FormState form) {
        if (!resets.isUsable(secret)) {
            var gone = Gate.page(shell, "linkGone", "This link no longer works", FormState.UNTOUCHED);
            gone.setStatus(HttpStatus.NOT_FOUND);
            return gone;
        }
        return Gate.page(shell, "reset", "Choose a new password", form, Map.of("secret", secret));
    }
}
