package dev.kinora.identity;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.http.RowVersion;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@Tag(name = "Account", description = "One's own account")
final class AccountApi {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String EXPORT = ACCOUNT + "/export";

    /** What is absent or null stays as it is; an empty display name or bio is taken away. */
    @Schema(name = "AccountChange")
    record Change(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String timeZone) {}

    /** @param avatar where the picture is, on this host */
    record Picture(String avatar) {}

    private final Accounts accounts;
    private final Avatars avatars;
    private final Quotas quotas;
    private final Exports exports;

    AccountApi(Accounts accounts, Avatars avatars, Quotas quotas, Exports exports) {
        this.accounts = accounts;
        this.avatars = avatars;
        this.quotas = quotas;
        this.exports = exports;
    }

    @Needs(ApiScope.read)
    @GetMapping(ACCOUNT)
    @Operation(operationId = "getAccount", summary = "Your account", description = "Its ETag is the account's version.")
    ResponseEntity<Account> get(HttpServletRequest request) {
        return answer(accounts.mine(SignedIn.require(request)));
    }

    @Needs(ApiScope.write)
    @PatchMapping(ACCOUNT)
    @Operation(
            operationId = "changeAccount",
            summary = "Change your profile",
            description =
                    "What is absent stays as it is; an empty display name or bio is taken away. Send If-Match with"
                            + " the ETag you last read, or *: without it the answer is 428, with an outdated one 412.")
    ResponseEntity<Account> change(
            @RequestBody Change wish,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String ifMatch,
            HttpServletRequest request) {
        var version = RowVersion.required(ifMatch, IdentityProblem::changedMeanwhile);
        var person = SignedIn.require(request);
        var now = accounts.mine(person);
        var change = new Accounts.ProfileChange(
                Objects.requireNonNullElse(wish.username(), now.username()),
                wish.displayName() == null ? now.displayName() : wish.displayName(),
                wish.bio() == null ? now.bio() : wish.bio(),
                Objects.requireNonNullElse(wish.timeZone(), now.timeZone()));
        accounts.changeProfile(person, change, version);
        return answer(accounts.mine(person));
    }

    private static ResponseEntity<Account> answer(Account account) {
        return ResponseEntity.ok().eTag(RowVersion.etag(account.updatedAt())).body(account);
    }

    @Needs(ApiScope.write)
    @PutMapping(path = ACCOUNT + "/avatar", consumes = "multipart/form-data")
    @Operation(
            operationId = "setAvatar",
            summary = "Set your picture",
            description =
                    "PNG, JPEG, GIF or WebP of at most 5 MB and 40 megapixels; the middle of it becomes a square.")
    Picture setAvatar(@RequestParam MultipartFile picture, HttpServletRequest request) throws IOException {
        try (var sent = picture.getInputStream()) {
            return new Picture(avatars.set(SignedIn.require(request), sent));
        }
    }

    @Needs(ApiScope.write)
    @DeleteMapping(ACCOUNT + "/avatar")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeAvatar", summary = "Remove your picture")
    void removeAvatar(HttpServletRequest request) {
        avatars.remove(SignedIn.require(request));
    }

    @Needs(ApiScope.read)
    @GetMapping(ACCOUNT + "/quota")
    @Operation(operationId = "getQuota", summary = "What you may use, and have used")
    Quota quota(HttpServletRequest request) {
        return quotas.of(SignedIn.require(request).user());
    }

    @Needs(ApiScope.read)
    @PostMapping(EXPORT)
    @Operation(
            operationId = "exportAccount",
            summary = "Have everything kept about you put together",
            description = "A job makes the export, in place of your last one; while one is being made, this answers"
                    + " with that one. Location says where to ask how far it is.",
            responses = @ApiResponse(responseCode = "202", description = "Accepted", useReturnTypeSchema = true))
    ResponseEntity<Export> export(HttpServletRequest request) {
        var export = exports.ask(SignedIn.require(request));
        return ResponseEntity.accepted().location(URI.create(EXPORT)).body(export);
    }

    @Needs(ApiScope.read)
    @GetMapping(EXPORT)
    @Operation(
            operationId = "getAccountExport",
            summary = "How far your export is",
            description = "state is making, ready or failed; what is ready is kept until expiresAt.")
    Export exportState(HttpServletRequest request) {
        return exports.mine(SignedIn.require(request));
    }

    @Needs(ApiScope.read)
    @GetMapping(EXPORT + "/file")
    @Operation(
            operationId = "downloadAccountExport",
            summary = "Everything kept about you",
            description = "A zip file with a file of JSON lines for each table. 409 while it is being made.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content =
                                    @Content(
                                            mediaType = "application/zip",
                                            schema = @Schema(type = "string", format = "binary"))))
    void exportFile(HttpServletRequest request, HttpServletResponse response) throws IOException {
        exports.send(SignedIn.require(request), response);
    }
}
