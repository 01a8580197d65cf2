package routes;

import dev.kinora.http.Open;
import dev.kinora.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

/** Everything that can go wrong behind a route, under an API path and under one for people. */
@Open
@RestController
@RequestMapping({"/api/test", "/test"})
public class FailingRoutes {
    static final class Refused extends Problem {
        Refused(Category category) {
            super(category, "test-refused", "This was refused for the test.", Map.of("hint", "try the other door"));
        }
    }

    static final class Away extends Problem {
        Away() {
            super(
                    Category.UNAVAILABLE,
                    "test-away",
                    "It is away for the test.",
                    new IllegalStateException("a wrapper", new IllegalStateException("the cable is out")));
        }
    }

    record Clip(@NotBlank String title, @Positive int seconds) {}

    @GetMapping("/refused/{category}")
    void refused(@PathVariable Problem.Category category) {
        throw new Refused(category);
    }

    @GetMapping("/away")
    void away() {
        throw new Away();
    }

    @GetMapping("/bug")
    void bug() {
        throw new IllegalStateException("secret-of-the-inside");
    }

    @GetMapping("/half-done")
    void halfDone(HttpServletResponse response) throws IOException {
        response.setHeader("ETag", "\"stale\"");
        response.setHeader("Cache-Control", "public, max-age=99999");
        response.getWriter().print("half a bod");
        throw new IllegalStateException("secret-of-the-inside");
    }

    @GetMapping("/later")
    Callable<String> later() {
        return () -> {
            throw new Refused(Problem.Category.CONFLICT);
        };
    }

    @GetMapping("/never")
    DeferredResult<String> never() {
        return new DeferredResult<>(50L);
    }

    @PostMapping("/clips")
    Clip create(@Valid @RequestBody Clip clip) {
        return clip;
    }

    @GetMapping("/page")
    int page(@RequestParam @Max(100) int limit) {
        return limit;
    }

    @GetMapping("/reason")
    void reason() {
        throw new ResponseStatusException(HttpStatus.GONE, "It was taken down.");
    }

    @GetMapping("/sent")
    void sent(HttpServletResponse response) throws IOException {
        response.sendError(410, "secret-of-the-inside");
    }

    @GetMapping("/immutable")
    ResponseEntity<String> immutable() {
        return ResponseEntity.ok()
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body("x");
    }

    @GetMapping("/token")
    String token(CsrfToken token) {
        return token.getToken();
    }

    @PostMapping("/form")
    String form(@RequestParam String name) {
        return name;
    }

    @GetMapping("/long")
    ResponseEntity<String> longText() {
        return ResponseEntity.ok().header("Content-Type", "text/plain").body("kinora ".repeat(1000));
    }

    @GetMapping("/scheme")
    String scheme(HttpServletRequest request) {
        return request.getScheme() + " " + request.getRemoteAddr();
    }
}
