package dev.kinora.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers for requests so malformed that Tomcat refuses them before any filter of ours; its own page names itself. */
public final class BareErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            var body = PlainErrorPage.html(HttpProblems.ofStatus(response.getStatus()))
                    .getBytes(StandardCharsets.UTF_8);
            response.setHeader("Content-Security-Policy", "default-src 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setContentType("text/html;charset=UTF-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException _) {
            // Whoever sent this does not wait for the answer.
            container.getLogger().debug("a refusal could not be sent");
        }
    }
}
