package dev.kinora.http;

import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from and what it may do.
 *
 * @param endsAt when that ends by itself; null for a session, which is used on, and for a key without an end
 */
public record Grant(
        Viewer.User viewer,
        UserRole role,
        Set<ApiScope> scopes,
        @Nullable Instant endsAt) {
    private static final String ATTRIBUTE = Grant.class.getName();

    public static Optional<Grant> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Grant grant ? Optional.of(grant) : Optional.empty();
    }

    void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean isKey() {
        return viewer.means() == Viewer.Means.API_KEY;
    }

    void require(Needs needs) {
        if (!scopes.contains(needs.value())) {
            throw AccessProblem.scopeMissing(needs.value());
        }
        if (role.compareTo(needs.role()) < 0) {
            throw AccessProblem.roleMissing(needs.role());
        }
    }
}
