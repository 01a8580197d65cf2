package dev.kinora.web.gate;

import dev.kinora.access.SignedIn;
import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Open;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.identity.SignUp;
import dev.kinora.mail.Mails;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class SignUpPage {
    private final Accounts accounts;
    private final Mails mails;

    SignUpPage(Accounts accounts, Mails mails) {
        this.accounts = accounts;
        this.mails = mails;
    }

    @GetMapping("/sign-up")
    ModelAndView show(Shell shell, HttpServletRequest request) {
        if (SignedIn.of(request).isPresent()) {
            return Gate.to("/");
        }
        return accounts.isSignUpOpen()
                ? form(shell, FormState.UNTOUCHED)
                : Gate.page(shell, "closed", "Sign up", FormState.UNTOUCHED);
    }

    /** The answer is the same whether or not the address has an account: its owner reads which. */
    @PostMapping("/sign-up")
    ModelAndView signUp(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String timeZone,
            Shell shell) {
        try {
            accounts.signUp(new SignUp(email, username, password, timeZone));
        } catch (IdentityProblem | ThrottleProblem e) {
            var typed = Map.of("email", email, "username", username);
            return Gate.refused(form(shell, FormState.refused(typed, e)), e);
        }
        var sent = Map.<String, Object>of("email", email.strip());
        return mails.areSent()
                ? Gate.page(shell, "mailSent", "Look into your mail", FormState.UNTOUCHED, sent)
                : Gate.page(shell, "mailKept", "Ask for your link", FormState.UNTOUCHED, sent);
    }

    private ModelAndView form(Shell shell, FormState form) {
        return Gate.page(shell, "signUp", "Sign up", form, Map.of("sent", mails.areSent()));
    }
}
