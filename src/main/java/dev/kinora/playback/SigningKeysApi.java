package dev.kinora.playback;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.platform.Page;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Signing keys", description = "Keys with which your own servers sign addresses of your films")
final class SigningKeysApi {
    private static final String KEYS = "/api/v1/signing-keys";

    private final SigningKeys keys;

    SigningKeysApi(SigningKeys keys) {
        this.keys = keys;
    }

    @Needs(ApiScope.read)
    @GetMapping(KEYS)
    @Operation(operationId = "listSigningKeys", summary = "Your signing keys", description = "Without their secrets.")
    Page<SigningKey> list() {
        return new Page<>(keys.mine(), null);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createSigningKey",
            summary = "Make a signing key",
            description = "Its private half is in this answer and nowhere else, so a repeated call makes another key.",
            responses = @ApiResponse(responseCode = "201", description = "Made"))
    ResponseEntity<SigningKey.Created> create(HttpServletRequest request) {
        var made = keys.create(SignedIn.require(request).user());
        return ResponseEntity.created(URI.create(KEYS + "/" + made.id()))
                .cacheControl(CacheControl.noStore())
                .body(made);
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(KEYS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteSigningKey",
            summary = "Delete a signing key",
            description = "What it signed stops working within a minute.")
    void delete(@PathVariable UUID id) {
        keys.delete(id);
    }
}
