package dev.kinora.web.gate;

import dev.kinora.platform.Problem;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

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

    static ModelAndView to(String path) {
        var answer = new ModelAndView();
        var view = new org.springframework.web.servlet.view.RedirectView(path, false, true, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        answer.setView(view);
        return answer;
    }
}
