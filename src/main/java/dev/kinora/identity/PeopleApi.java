package dev.kinora.identity;

import dev.kinora.http.Needs;
import dev.kinora.http.RowVersion;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
@Needs(value = ApiScope.admin, role = UserRole.admin)
@Tag(name = "Users", description = "Everybody with an account; for admins")
final class PeopleApi {
    private static final String CONDITIONAL =
            " With If-Match and the ETag of what you saw, it is refused when somebody changed it meanwhile.";

    private final People people;

    PeopleApi(People people) {
        this.people = people;
    }

    /** @param monthlyQuota videos a month that are allowed, by the tier or for this person alone */
    record User(
            UUID id,
            String username,
            @Nullable String displayName,
            String email,
            @Nullable Instant emailVerifiedAt,
            @Nullable Instant verifiedAt,
            UserRole role,
            UserStatus status,
            @Nullable String statusReason,
            @Nullable Instant trialEndsAt,
            SubscriptionTier tier,
            int monthlyQuota,
            int currentUsage,
            @Nullable Instant lastSignInAt,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant deletedAt) {
        static User of(Person person) {
            return new User(
                    person.id(),
                    person.username(),
                    person.displayName(),
                    person.email(),
                    person.emailVerifiedAt(),
                    person.verifiedAt(),
                    person.role(),
                    person.status(),
                    person.statusReason(),
                    person.trialEndsAt(),
                    person.tier(),
                    person.videosAllowed(),
                    person.videosUsed(),
                    person.lastSignInAt(),
                    person.createdAt(),
                    person.updatedAt(),
                    person.deletedAt());
        }
    }

    /** @param monthlyQuota null for the tier's; absent leaves it as it is, which only a tree can tell apart */
    record UserChange(
            @Nullable UserRole role,
            @Nullable SubscriptionTier tier,

            @Nullable @Schema(type = "integer", format = "int32", nullable = true, implementation = Integer.class)
            JsonNode monthlyQuota) {
        People.Change change() {
            return new People.Change(role, tier, quota());
        }

        private @Nullable Optional<Integer> quota() {
            if (monthlyQuota == null) {
                return null;
            }
            if (monthlyQuota.isNull()) {
                return Optional.empty();
            }
            if (!monthlyQuota.canConvertToExactIntegral() || !monthlyQuota.canConvertToInt()) {
                throw IdentityProblem.invalid("monthlyQuota", "Write a number from 0 to 1,000,000, or null.");
            }
            return Optional.of(monthlyQuota.asInt());
        }
    }

    record Suspension(String reason) {}

    @GetMapping
    @Operation(
            operationId = "listUsers",
            summary = "People, newest first",
            description = "q is a part of a name or an address and finds the newest thousand it fits.")
    Page<User> list(
            PageRequest page,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String tier) {
        return people.page(PeopleFilter.of(q, status, role, tier), page).map(User::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getUser", summary = "One person")
    ResponseEntity<User> one(@PathVariable UUID id) {
        return answer(id);
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeUser",
            summary = "Change somebody's role, tier or monthly quota",
            description =
                    "Anything else that is sent is ignored. A new role signs them out everywhere; a new tier sets the"
                            + " rate limit of their keys." + CONDITIONAL)
    ResponseEntity<User> change(
            @PathVariable UUID id,
            @RequestBody UserChange change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        people.change(id, change.change(), version(match));
        return answer(id);
    }

    @PutMapping("/{id}/suspension")
    @Operation(
            operationId = "suspendUser",
            summary = "Suspend somebody",
            description =
                    "Their sessions end and their keys stop at once; they are told the reason by mail." + CONDITIONAL)
    ResponseEntity<User> suspend(
            @PathVariable UUID id,
            @RequestBody Suspension suspension,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        people.suspend(id, suspension.reason() == null ? "" : suspension.reason(), version(match));
        return answer(id);
    }

    @DeleteMapping("/{id}/suspension")
    @Operation(
            operationId = "reinstateUser",
            summary = "Lift a suspension",
            description = "They can sign in again, and hear of it by mail." + CONDITIONAL)
    ResponseEntity<User> reinstate(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        people.reinstate(id, version(match));
        return answer(id);
    }

    private ResponseEntity<User> answer(UUID id) {
        var person = people.one(id).person();
        return ResponseEntity.ok().eTag(person.updatedAt().toString()).body(User.of(person));
    }

    private static @Nullable Instant version(@Nullable String match) {
        return RowVersion.optional(match, IdentityProblem::changedMeanwhile);
    }
}
