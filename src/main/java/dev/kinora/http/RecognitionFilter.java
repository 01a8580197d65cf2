package dev.kinora.http;

import dev.kinora.platform.Problem;
import dev.kinora.platform.Requests;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** Everything inside it acts for the person the request comes from. */
final class RecognitionFilter implements Filter {
    /** The same for everybody, or for whoever has the address: what stands there is not worth a question to the database. */
    private static final List<String> IMPERSONAL = List.of(
            "/assets/", "/avatars/", "/media/", "/health", "/metrics", "/favicon", "/apple-touch-icon", "/robots.txt");

    private final Recognizer recognizer;
    private final ProblemResponses problems;

    RecognitionFilter(Recognizer recognizer, ProblemResponses problems) {
        this.recognizer = recognizer;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (IMPERSONAL.stream().anyMatch(request.getServletPath()::startsWith)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var grant = recognizer.recognize(request, response);
            if (grant.isPresent()) {
                grant.get().remember(request);
                // Not even the browser's own history shows it again, once somebody else sits there.
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                Requests.goOnAs(grant.get().viewer(), request, response, chain);
                return;
            }
        } catch (Problem refusal) {
            problems.answer(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }
}
