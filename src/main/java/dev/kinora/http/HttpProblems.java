package dev.kinora.http;

import dev.kinora.platform.Problem;
import jakarta.servlet.ServletException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Which failure is which status, code and sentence. What has no place here is a bug. */
final class HttpProblems {
    static final String WHO_ARE_YOU =
            "Only who has signed in or sends an API key may do this. Sign in, or send \u201cAuthorization: Bearer\u201d and the key.";

    private static final int RETRY_SECONDS = 5;

    private HttpProblems() {}

    /** Empty for a bug. */
    static Optional<HttpProblem> of(Throwable failure) {
        return switch (unwrapped(failure)) {
            case Problem problem -> Optional.of(of(problem));
            case AuthenticationException _ -> Optional.of(ofStatus(401));
            case CsrfException _ -> Optional.of(staleForm());
            case AccessDeniedException _ -> Optional.of(ofStatus(403));
            case BindException e -> Optional.of(invalid(fields(e.getAllErrors())));
            case HandlerMethodValidationException e when e.isForReturnValue() -> Optional.empty();
            case HandlerMethodValidationException e -> Optional.of(invalid(parameters(e)));
            case HttpMessageNotReadableException e -> Optional.of(unreadable(e));
            case MaxUploadSizeExceededException _ -> Optional.of(ofStatus(413));
            case MissingServletRequestPartException e -> Optional.of(missing("part", e.getRequestPartName()));
            case MultipartException _ -> Optional.of(ofStatus(400));
            case MissingServletRequestParameterException e -> Optional.of(missing("parameter", e.getParameterName()));
            case MissingRequestHeaderException e
            when e.getHeaderName() != null -> Optional.of(missing("header", e.getHeaderName()));
            case MethodArgumentTypeMismatchException e -> Optional.of(misfit(e.getName()));
            case TypeMismatchException e -> Optional.of(misfit(String.valueOf(e.getPropertyName())));
            case HttpRequestMethodNotSupportedException e ->
                Optional.of(
                        new HttpProblem(405, "method-not-allowed", e.getMethod() + " is not possible at this address.")
                                .with(first(e.getHeaders())));
            case BadRequestException _ -> Optional.of(ofStatus(400));
            case InvalidParameterException e -> Optional.of(ofStatus(e.getErrorCode()));
            case Throwable other when other instanceof ErrorResponse response -> expected(response, other);
            default -> Optional.empty();
        };
    }

    static Throwable unwrapped(Throwable failure) {
        var cause = failure.getCause();
        var wraps = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || (failure instanceof ServletException && !(failure instanceof ErrorResponse));
        return wraps && cause != null && !(failure instanceof ServletRequestBindingException)
                ? unwrapped(cause)
                : failure;
    }

    static HttpProblem of(Problem problem) {
        var status = status(problem.category());
        var answer = new HttpProblem(status, problem.code(), problem.sentence(), problem.details(), Map.of());
        return switch (status) {
            case 401 -> answer.with(Map.of("WWW-Authenticate", "Bearer realm=\"kinora\""));
            case 503 -> answer.with(retryLater());
            default ->
                problem.details().get(Problem.RETRY_AFTER) instanceof Number seconds
                        ? answer.with(Map.of("Retry-After", seconds.toString()))
                        : answer;
        };
    }

    private static int status(Problem.Category category) {
        return switch (category) {
            case INVALID -> 422;
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case GONE -> 410;
            case CONFLICT -> 409;
            case LOCKED -> 423;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            // As tus has it.
            case CORRUPTED -> 460;
            case UNSPOKEN -> 412;
            case EXHAUSTED -> 429;
            case FULL -> 507;
            case UNAVAILABLE -> 503;
        };
    }

    /** For what the container or a framework refused without a sentence of its own. */
    static HttpProblem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new HttpProblem(status, "bad-request", "The server does not understand this request. Check its form.");
            case 401 -> new HttpProblem(status, "unauthenticated", WHO_ARE_YOU);
            case 403 -> new HttpProblem(status, "forbidden", "You may not do this.");
            case 404 -> new HttpProblem(status, "not-found", "There is nothing at this address.");
            case 405 -> new HttpProblem(status, "method-not-allowed", "That is not possible at this address.");
            case 406 -> new HttpProblem(status, "not-acceptable", "This cannot be had in the form you accept.");
            case 408 ->
                new HttpProblem(status, "request-timeout", "The request took too long to arrive. Send it again.");
            case 413 ->
                new HttpProblem(status, "too-large", "This is larger than the server takes. Send less at once.");
            case 415 ->
                new HttpProblem(
                        status,
                        "unsupported-media-type",
                        "This address does not take a body of this Content-Type. Send the one that its documentation names, such as application/json.");
            case 428 ->
                new HttpProblem(
                        status,
                        "precondition-required",
                        "This change needs the header If-Match with the ETag of what you last read, or * to change whatever there is.");
            case 501 -> new HttpProblem(status, "method-unknown", "The server does not know this HTTP method.");
            case 503 ->
                new HttpProblem(
                                status,
                                "unavailable",
                                "This took too long or is not available just now. Try again shortly.")
                        .with(retryLater());
            default ->
                status < 500
                        ? new HttpProblem(status, "refused", "The server could not accept this request.")
                        : new HttpProblem(status, "internal-error", "The server could not finish this. Try again.");
        };
    }

    static HttpProblem bug(String incident) {
        return new HttpProblem(
                        500,
                        "internal-error",
                        "Something broke on our side and was written to the log. If it happens again, tell the operator"
                                + " incident " + incident + ".")
                .saying("incident", incident);
    }

    private static HttpProblem staleForm() {
        return new HttpProblem(
                403,
                "stale-form",
                "This page was open for too long, or cookies are blocked, so nothing was done. Reload the page and try"
                        + " again.");
    }

    private static Optional<HttpProblem> expected(ErrorResponse response, Throwable failure) {
        var status = response.getStatusCode();
        if (status.is5xxServerError() && status.value() != 503) {
            return Optional.empty();
        }
        var answer = ofStatus(status.value());
        var sentence =
                failure instanceof org.springframework.web.server.ResponseStatusException e ? e.getReason() : null;
        var said = sentence == null
                ? answer
                : new HttpProblem(answer.status(), answer.code(), sentence, Map.of(), answer.headers());
        var headers = new LinkedHashMap<>(said.headers());
        headers.putAll(first(response.getHeaders()));
        return Optional.of(said.with(headers));
    }

    private static Map<String, String> first(HttpHeaders headers) {
        var joined = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
        return joined;
    }

    private static Map<String, String> retryLater() {
        return Map.of("Retry-After", String.valueOf(RETRY_SECONDS));
    }

    private static HttpProblem missing(String kind, String name) {
        return new HttpProblem(400, "missing-" + kind, "The " + kind + " '" + name + "' is missing.");
    }

    private static HttpProblem misfit(String name) {
        return new HttpProblem(400, "invalid-parameter", "The value of '" + name + "' is not of the right kind.");
    }

    /** Where the body went wrong, in the words of the body, never of the Java classes it is read into. */
    private static HttpProblem unreadable(HttpMessageNotReadableException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException e && e.getLocation() != null) {
                var at = e.getLocation();
                return malformed("The body is not JSON: line " + at.getLineNr() + ", column " + at.getColumnNr()
                        + " cannot be read.");
            }
            if (cause instanceof UnrecognizedPropertyException e) {
                return new HttpProblem(
                        400, "unknown-field", "There is no field '" + path(e) + "' here. Check how it is written.");
            }
            if (cause instanceof DatabindException e) {
                var field = path(e);
                return malformed(
                        field.isEmpty()
                                ? "The body is JSON, but not of the form expected here."
                                : "The value of '" + field + "' is not of the right kind.");
            }
        }
        return malformed("The body is missing or cannot be read.");
    }

    private static String path(DatabindException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static HttpProblem malformed(String sentence) {
        return new HttpProblem(400, "malformed-body", sentence);
    }

    private static HttpProblem invalid(List<Map<String, String>> fields) {
        var sentence = fields.size() == 1
                ? "One value is not valid: see fields."
                : fields.size() + " values are not valid: see fields.";
        return new HttpProblem(422, "invalid", sentence).saying("fields", fields);
    }

    private static List<Map<String, String>> fields(List<ObjectError> errors) {
        return errors.stream()
                .map(error -> field(error instanceof FieldError field ? field.getField() : "", sentence(error)))
                .toList();
    }

    private static List<Map<String, String>> parameters(HandlerMethodValidationException failure) {
        return failure.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> field(
                                error instanceof FieldError field ? field.getField() : name(result),
                                String.valueOf(error.getDefaultMessage()))))
                .toList();
    }

    private static String name(ParameterValidationResult result) {
        var name = result.getMethodParameter().getParameterName();
        return name == null ? "" : name;
    }

    /** A value that cannot be converted has a message full of class names. */
    private static String sentence(ObjectError error) {
        return error instanceof FieldError field && field.isBindingFailure()
                ? "is not of the right kind"
                : String.valueOf(error.getDefaultMessage());
    }

    private static Map<String, String> field(String name, String sentence) {
        var field = new LinkedHashMap<String, String>();
        field.put("field", name);
        field.put("sentence", sentence);
        return field;
    }
}
