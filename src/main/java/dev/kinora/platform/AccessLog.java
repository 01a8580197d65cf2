package dev.kinora.platform;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each answered request. Never the query and never a long part of the path: either may be a token. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.kinora.access");

    /** Longer than a UUID, so perhaps a signed token or the secret of a link. */
    private static final Pattern PERHAPS_SECRET = Pattern.compile("(?<=/)([^/]{6})[^/]{34,}");

    interface Work {
        void run() throws IOException, ServletException;
    }

    void around(Caller caller, HttpServletRequest request, HttpServletResponse response, Work work)
            throws IOException, ServletException {
        var line = new Line(caller, request.getMethod(), path(request), System.nanoTime());
        try {
            work.run();
        } catch (IOException | ServletException | RuntimeException e) {
            line.log(500);
            throw e;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtTheEnd(line, response));
        } else {
            line.log(response.getStatus());
        }
    }

    private static String path(HttpServletRequest request) {
        return PERHAPS_SECRET.matcher(request.getRequestURI()).replaceAll("$1…");
    }

    private record Line(Caller caller, String method, String path, long began) {
        void log(int status) {
            var milliseconds = (System.nanoTime() - began) / 1_000_000;
            try (var _ = MDC.putCloseable(RequestFilter.LOGGED_AS, caller.requestId())) {
                LOG.atInfo()
                        .addKeyValue("http.request.method", method)
                        .addKeyValue("url.path", path)
                        .addKeyValue("http.response.status_code", status)
                        .addKeyValue("client.ip", caller.ip())
                        .addKeyValue("event.duration", milliseconds * 1_000_000)
                        .log("{} {} {} {} ms {}", method, path, status, milliseconds, caller.ip());
            }
        }
    }

    private record AtTheEnd(Line line, HttpServletResponse response) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            line.log(response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
