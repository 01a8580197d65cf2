package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.HtmlUtils;

/** What is shown where no page can be rendered, because rendering itself is what failed. */
final class PlainErrorPage implements ErrorPage {
    @Override
    public void show(HttpProblem problem, String incident, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var body = html(problem).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static String html(HttpProblem problem) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s · Kinora</title>
                <h1>%s</h1>
                <p>%s</p>
                <p><a href="/">To the home page</a></p>
                </html>
                """.formatted(
                        HtmlUtils.htmlEscape(problem.title()),
                        HtmlUtils.htmlEscape(problem.title()),
                        HtmlUtils.htmlEscape(problem.sentence()));
    }
}
