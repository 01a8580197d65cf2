package dev.kinora.web.gate;

import dev.kinora.http.Open;
import dev.kinora.identity.FirstAdmin;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.identity.SignUp;
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

/** Where the link that the start prints leads: the first admin of an empty installation. */
@Open
@Controller
class WelcomePage {
    private final FirstAdmin first;

    WelcomePage(FirstAdmin first) {
        this.first = first;
    }

    @ModelAttribute
    void guard(HttpServletResponse response) {
        Gate.guard(response);
    }

    @GetMapping("/welcome/{token}")
    ModelAndView show(@PathVariable String token, Shell shell) {
        return page(token, shell, FormState.UNTOUCHED);
    }

    @PostMapping("/welcome/{token}")
    ModelAndView create(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String timeZone,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            first.create(token, new SignUp(email, username, password, timeZone), request, response);
        } catch (IdentityProblem e) {
            var typed = Map.of("email", email, "username", username);
            return Gate.refused(page(token, shell, FormState.refused(typed, e)), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "Welcome. This Kinora is yours; you are its first admin.");
        return Gate.to("/admin");
    }

    private ModelAndView page(String token, Shell shell, FormState form) {
        if (!first.isUsable(token)) {
            var gone = Gate.page(shell, "welcomeGone", "This link no longer works", FormState.UNTOUCHED);
            gone.setStatus(HttpStatus.NOT_FOUND);
            return gone;
        }
        return Gate.page(shell, "welcome", "Welcome to Kinora", form, Map.of("token", token));
    }
}
