package dev.kinora.web.gate;

import dev.kinora.access.SignedIn;
import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Open;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.IdentityProblem;
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

    SignUpPage(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/sign-up")
    ModelAndView show(Shell shell, HttpServletRequest request) {
        if (SignedIn.of(request).isPresent()) {
            return Gate.to("/");
        }
        return accounts.isSignUpOpen()
                ? Gate.page(shell, "signUp", "Sign up", FormState.UNTOUCHED)
                : Gate.page(shell, "closed", "Sign up", FormState.UNTOUCHED);
    }

    /** The answer is the same whether or not the address has an account: its owner reads which. */
    @PostMapping("/sign-up")
    ModelAndView signUp(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            Shell shell) {
        try {
            accounts.signUp(new Accounts.SignUp(email, username, password));
        } catch (IdentityProblem | ThrottleProblem e) {
            var typed = Map.of("email", email, "username", username);
            return Gate.refused(Gate.page(shell, "signUp", "Sign up", FormState.refused(typed, e)), e);
        }
        return Gate.page(shell, "mailSent", "Look into your mail", FormState.UNTOUCHED, Map.of("email", email.strip()));
    }
}
