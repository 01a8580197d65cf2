package dev.kinora.identity;

import dev.kinora.access.Device;
import dev.kinora.access.Session;
import dev.kinora.access.Sessions;
import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.platform.Page;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sessions", description = "Browsers in which you are signed in")
final class SessionsApi {
    /** @param current whether it is the one that asks */
    record SessionView(
            UUID id,
            Device device,
            @Nullable String address,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt,
            boolean remembered,
            boolean current) {
        static SessionView of(Session session, @Nullable UUID asking) {
            return new SessionView(
                    session.id(),
                    session.device(),
                    session.address(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.expiresAt(),
                    session.remembered(),
                    session.id().equals(asking));
        }
    }

    private final Sessions sessions;

    SessionsApi(Sessions sessions) {
        this.sessions = sessions;
    }

    @Needs(ApiScope.read)
    @GetMapping("/api/v1/sessions")
    @Operation(
            operationId = "listSessions",
            summary = "Where you are signed in",
            description = "Last used first, all on one page.")
    Page<SessionView> list(HttpServletRequest request) {
        var asking = SignedIn.require(request).session();
        return new Page<>(
                sessions.mine().stream()
                        .map(session -> SessionView.of(session, asking))
                        .toList(),
                null);
    }

    @Needs(ApiScope.delete)
    @DeleteMapping("/api/v1/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endSession", summary = "Sign a browser out")
    void end(@PathVariable UUID id) {
        if (!sessions.end(id)) {
            throw IdentityProblem.sessionNotFound();
        }
    }
}
