package dev.kinora.web.gate;

import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Open;
import dev.kinora.identity.Confirmations;
import dev.kinora.identity.IdentityProblem;
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

/** Opening the link changes nothing: mail programs open links before their owner does. */
@Open
@Controller
class ConfirmPage {
    private final Confirmations confirmations;

    ConfirmPage(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    @ModelAttribute
    void guard(HttpServletResponse response) {
        Gate.guard(response);
    }

    @GetMapping("/verify/{secret}")
    ModelAndView show(@PathVariable String secret, Shell shell) {
        return page(secret, shell, FormState.UNTOUCHED);
    }

    @PostMapping("/verify/{secret}")
    ModelAndView confirm(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            confirmations.confirm(secret, password, request, response);
        } catch (IdentityProblem | ThrottleProblem e) {
            return Gate.refused(page(secret, shell, FormState.refused(Map.of(), e)), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "Your address is confirmed and you are signed in.");
        return Gate.to("/");
    }

    private ModelAndView page(String secret, Shell shell, FormState form) {
        var pending = confirmations.pending(secret);
        if (pending.isEmpty()) {
            var gone = Gate.page(shell, "linkGone", "This link no longer works", FormState.UNTOUCHED);
            gone.setStatus(HttpStatus.NOT_FOUND);
            return gone;
        }
        return Gate.page(
                shell, "confirm", "Confirm your address", form, Map.of("secret", secret, "pending", pending.get()));
    }
}
