package dev.kinora.web.gate;

import dev.kinora.platform.Problem;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

final class Gate {
    private Gate() {}

    static ModelAndView page(Shell shell, String template, String title, FormState form, Map<String, Object> further) {
        var model = new HashMap<>(further);
        model.put("page", shell.page(title, title + " on this Kinora."));
        model.put("form", form);
        return new ModelAndView("pages/gate/" + template, model);
    }

    static ModelAndView page(Shell shell, String template, String title, FormState form) {
        return page(shell, template, title, form, Map.of());
    }

    /** The form comes back; too many tries and too much to do keep the status that programs understand. */
    static ModelAndView refused(ModelAndView form, Problem problem) {
        form.setStatus(
                switch (problem.category()) {
                    case EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.UNPROCESSABLE_CONTENT;
                });
        return form;
    }

    /** For pages with a secret in their address: neither kept nor told to where a link leads. */
    static void guard(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    static ModelAndView to(String path) {
        var answer = new ModelAndView();
        var view = new RedirectView(path, false, true, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        answer.setView(view);
        return answer;
    }
}
