package dev.kinora.identity;

import dev.kinora.access.ApiKey;
import dev.kinora.access.ApiKeys;
import dev.kinora.access.SignedIn;
import dev.kinora.http.Grant;
import dev.kinora.http.Needs;
import dev.kinora.platform.Idempotency;
import dev.kinora.platform.Page;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "API keys", description = "Keys with which programs act for you")
final class ApiKeysApi {
    private static final String KEYS = "/api/v1/api-keys";

    /** @param expiresAt absent for never */
    record NewKey(
            @Nullable String name,
            @Nullable Set<ApiScope> scopes,
            @Nullable Instant expiresAt) {
        ApiKeys.Wish wish() {
            return new ApiKeys.Wish(
                    Objects.requireNonNullElse(name, ""), Objects.requireNonNullElse(scopes, Set.of()), expiresAt);
        }
    }

    record Renaming(@Nullable String name) {}

    /** @param secret the key itself, told this once */
    record NewKeyView(ApiKey key, String secret) {}

    private final ApiKeys keys;
    private final AccountKeys accountKeys;
    private final Idempotency idempotency;

    ApiKeysApi(ApiKeys keys, AccountKeys accountKeys, Idempotency idempotency) {
        this.keys = keys;
        this.accountKeys = accountKeys;
        this.idempotency = idempotency;
    }

    @Needs(ApiScope.read)
    @GetMapping(KEYS)
    @Operation(
            operationId = "listApiKeys",
            summary = "Your API keys",
            description = "Newest first, all on one page; without their secrets.")
    Page<ApiKey> list() {
        return new Page<>(keys.mine(), null);
    }

    @Needs(ApiScope.admin)
    @PostMapping(path = KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createApiKey",
            summary = "Make an API key",
            description =
                    "The secret is in this answer and nowhere else. A key can make only keys that may do no more than"
                            + " itself.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "Made"))
    ResponseEntity<NewKeyView> create(@RequestBody NewKey wish, HttpServletRequest request) {
        var person = SignedIn.require(request);
        var grant = Grant.of(request).orElseThrow();
        return idempotency.once(request, wish, NewKeyView.class, () -> {
            ApiKeys.requireWithin(grant, wish.wish());
            var made = accountKeys.create(person, wish.wish(), grant.scopes());
            return ResponseEntity.created(URI.create(KEYS + "/" + made.key().id()))
                    .cacheControl(CacheControl.noStore())
                    .body(new NewKeyView(made.key(), made.secret()));
        });
    }

    @Needs(ApiScope.write)
    @PatchMapping(KEYS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "renameApiKey", summary = "Rename an API key")
    void rename(@PathVariable UUID id, @RequestBody Renaming wish) {
        keys.rename(id, Objects.requireNonNullElse(wish.name(), ""));
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(KEYS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key",
            description = "It stops with the next request, for good, and stays in the list as revoked.")
    void revoke(@PathVariable UUID id) {
        keys.revoke(id);
    }
}
