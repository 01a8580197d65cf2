package dev.kinora.web;

import dev.kinora.http.ErrorPage;
import dev.kinora.http.HttpProblem;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Errors in the house's own look; asks nothing of the database, which may be what failed. */
@Component
final class HtmlErrorPage implements ErrorPage {
    private final TemplateEngine templates;

    HtmlErrorPage(TemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public void show(HttpProblem problem, String incident, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var view = ErrorView.of(problem, incident);
        var page = Shell.of(request, response).page(view.title(), view.explanation());
        var body = new Utf8ByteOutput();
        templates.render("pages/error.jte", Map.of("page", page, "error", view), body);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.getContentLength());
        body.writeTo(response.getOutputStream());
    }
}
