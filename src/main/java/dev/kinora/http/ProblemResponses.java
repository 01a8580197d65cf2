package dev.kinora.http;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where refusals and failures become answers: RFC 9457 for the APIs and for clients that prefer JSON, a
 * page for people. A bug is logged under an incident id, and nothing of it but that id goes out.
 */
final class ProblemResponses implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** What a handler may have said about the body it did not finish. */
    private static final Set<String> OF_THE_LOST_BODY = Set.of(
            "etag",
            "last-modified",
            "expires",
            "cache-control",
            "content-type",
            "content-disposition",
            "content-encoding",
            "content-length",
            "content-range",
            "accept-ranges");

    /** What was sent to us ended too soon; its line is gone with it, and Tomcat takes the answer for sent. */
    private static final String BROKEN_OFF = "incomplete";

    private final JsonMapper json;
    private final ErrorPage page;
    private final PlainErrorPage plain = new PlainErrorPage();

    ProblemResponses(JsonMapper json, ErrorPage page) {
        this.json = json;
        this.page = page;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        answer(request, response, failure);
        return new ModelAndView();
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Throwable failure) {
        if (isClientGone(failure)) {
            return;
        }
        var problem = HttpProblems.of(failure);
        if (problem.isPresent()) {
            logCause(request, failure);
            answer(request, response, problem.get(), "");
            return;
        }
        var incident = incident();
        LOG.error("Incident {}: {} {} failed", incident, request.getMethod(), path(request), failure);
        answer(request, response, HttpProblems.bug(incident), incident);
    }

    /** The client is told what it may do about it; what really happened is for whoever runs the server. */
    private static void logCause(HttpServletRequest request, Throwable failure) {
        if (HttpProblems.unwrapped(failure) instanceof Problem problem && problem.getCause() != null) {
            LOG.warn(
                    "{} {} was refused, {}: {}",
                    request.getMethod(),
                    path(request),
                    problem.code(),
                    NestedExceptionUtils.getMostSpecificCause(problem).toString());
        }
    }

    void answer(HttpServletRequest request, HttpServletResponse response, HttpProblem problem) {
        answer(request, response, problem, "");
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, HttpProblem problem, String incident) {
        if (response.isCommitted()) {
            if (problem.code().equals(BROKEN_OFF)) {
                return;
            }
            throw new HalfSent(problem.code());
        }
        try {
            prepare(response, problem);
            write(request, response, problem, incident);
        } catch (IOException e) {
            if (!isClientGone(e)) {
                LOG.warn("A problem document could not be sent: {}", e.toString());
            }
        }
    }

    /** A reset forgets that a writer was taken, but also the headers that every answer has; those come back. */
    private static void prepare(HttpServletResponse response, HttpProblem problem) {
        var kept = new LinkedHashMap<String, List<String>>();
        response.getHeaderNames().stream()
                .filter(name -> !OF_THE_LOST_BODY.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> kept.put(name, List.copyOf(response.getHeaders(name))));
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader(HttpHeaders.CACHE_CONTROL, ResponseHeaders.REVALIDATE);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        problem.headers().forEach(response::setHeader);
        response.setStatus(problem.status());
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpProblem problem, String incident)
            throws IOException {
        var form = ProblemForm.of(request, path(request));
        if (form != ProblemForm.PAGE) {
            var document = problem.document(path(request), requestId(response));
            var body = form == ProblemForm.XML ? ProblemForm.xml(document) : json.writeValueAsBytes(document);
            response.setContentType(form.mediaType());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            return;
        }
        try {
            page.show(problem, incident, request, response);
        } catch (RuntimeException e) {
            LOG.error("The error page itself failed", e);
            response.resetBuffer();
            plain.show(problem, incident, request, response);
        }
    }

    static boolean isClientGone(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    static boolean prefersJson(HttpServletRequest request) {
        var path = path(request);
        if (path.startsWith("/api/") || path.startsWith("/client/") || path.startsWith("/media/")) {
            return true;
        }
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains("json")) {
            return false;
        }
        try {
            var types = MediaType.parseMediaTypes(accept);
            return quality(types, true) > quality(types, false);
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static double quality(List<MediaType> types, boolean json) {
        return types.stream()
                .filter(type -> json
                        ? type.getSubtype().equals("json") || type.getSubtype().endsWith("+json")
                        : type.getSubtype().equals("html"))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    /** As the client asked for it; while the container shows an error, the request is for another address. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? asked
                : request.getRequestURI();
    }

    private static String requestId(HttpServletResponse response) {
        if (Caller.isBound()) {
            return Caller.current().requestId();
        }
        var given = response.getHeader(REQUEST_ID);
        return given == null ? Ids.next().toString() : given;
    }

    /** Short enough to read out on the telephone. */
    private static String incident() {
        var id = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            id.append(i == 5 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Half an answer is out: only a broken connection can still tell the client that it is not the whole. */
    static final class HalfSent extends IllegalStateException {
        HalfSent(String code) {
            super("the answer was already on its way when it failed: " + code);
        }
    }
}
