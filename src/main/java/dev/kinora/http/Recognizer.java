package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Tells who a request comes from; implemented by whoever keeps sessions and keys. */
public interface Recognizer {
    /**
     * Empty for a visitor. May add headers to the answer.
     *
     * @throws dev.kinora.platform.Problem when the request shows a key that is not, or no longer, good
     */
    Optional<Grant> recognize(HttpServletRequest request, HttpServletResponse response);
}
