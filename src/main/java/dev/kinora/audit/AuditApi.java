package dev.kinora.audit;

import dev.kinora.http.Needs;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.AuditActor;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit", description = "Who changed what, and when")
final class AuditApi {
    private static final String FILTERS =
            "Newest first. actor is a person's id or name or a part of the system; action is"
                    + " exact, or a resource with a point behind it, as user.; from and to are days (UTC, both included) or"
                    + " moments.";

    private final Trail trail;

    AuditApi(Trail trail) {
        this.trail = trail;
    }

    /** @param description the same in words */
    record AuditLog(
            UUID id,
            Instant createdAt,
            AuditActor actorType,
            String actorId,
            @Nullable String actorName,
            String action,
            String description,
            String resourceType,
            @Nullable UUID resourceId,
            @Nullable String resourceName,
            List<Entry.Change> changes,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            @Nullable String requestId) {
        static AuditLog of(Entry entry) {
            return new AuditLog(
                    entry.id(),
                    entry.createdAt(),
                    entry.actor().type(),
                    entry.actor().id(),
                    entry.actor().name(),
                    entry.action(),
                    entry.words(),
                    entry.resource().type(),
                    entry.resource().id(),
                    entry.resource().name(),
                    entry.changes(),
                    entry.ipAddress(),
                    entry.userAgent(),
                    entry.requestId());
        }
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @GetMapping(path = "/api/v1/audit-logs", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listAuditLogs", summary = "The trail of the installation", description = FILTERS)
    Page<AuditLog> list(
            PageRequest page,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String actorType,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String resourceType,
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var filter =
                TrailFilter.of(new TrailFilter.Written(actor, actorType, action, resourceType, resourceId, from, to));
        return trail.page(filter, page).map(AuditLog::of);
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @GetMapping(path = "/api/v1/audit-logs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getAuditLog", summary = "One entry of the trail")
    AuditLog one(@PathVariable UUID id) {
        return AuditLog.of(trail.one(id));
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/api/v1/account/audit-logs", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listAccountAuditLogs",
            summary = "What you did and what was done to your account",
            description =
                    "Newest first. action is exact, or a resource with a point behind it; from and to are days (UTC,"
                            + " both included) or moments.")
    Page<AuditLog> mine(
            PageRequest page,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var filter = TrailFilter.of(new TrailFilter.Written(null, null, action, null, null, from, to));
        return trail.ofAccount(filter, page).map(AuditLog::of);
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @GetMapping("/api/v1/audit-logs.csv")
    @Operation(
            operationId = "exportAuditLogs",
            summary = "The trail as CSV, however long",
            description =
                    FILTERS + " RFC 4180 in UTF-8. A cell that a spreadsheet would run as a formula begins with an"
                            + " apostrophe.",
            responses = @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv")))
    void export(
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String actorType,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String resourceType,
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        var filter =
                TrailFilter.of(new TrailFilter.Written(actor, actorType, action, resourceType, resourceId, from, to));
        response.setContentType(TrailCsv.MEDIA_TYPE);
        response.setHeader("Content-Disposition", "attachment; filename=\"audit-logs.csv\"");
        var csv = new TrailCsv(response.getWriter());
        csv.head();
        trail.export(filter, csv::entry);
    }
}
