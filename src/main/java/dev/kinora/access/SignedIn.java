package dev.kinora.access;

import dev.kinora.schema.enums.UserRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The person a request comes from, as the header of a page shows them.
 *
 * @param session the browser's session; null when a key was shown
 */
public record SignedIn(
        UUID user,
        String username,
        @Nullable String displayName,
        @Nullable String avatar,
        UserRole role,
        @Nullable UUID session) {
    private static final String ATTRIBUTE = SignedIn.class.getName();

    public static Optional<SignedIn> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof SignedIn person ? Optional.of(person) : Optional.empty();
    }

    /** For a route that needs somebody, behind the rules that turned everybody else away. */
    public static SignedIn require(HttpServletRequest request) {
        return of(request).orElseThrow(() -> new IllegalStateException("nobody is signed in behind this route"));
    }

    public String name() {
        return displayName == null ? username : displayName;
    }

    void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
