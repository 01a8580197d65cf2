package dev.kinora.identity;

import dev.kinora.http.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Profiles", description = "What everybody may see of people")
final class ProfilesApi {
    private final Accounts accounts;

    ProfilesApi(Accounts accounts) {
        this.accounts = accounts;
    }

    @Open
    @GetMapping("/api/v1/profiles/{username}")
    @Operation(operationId = "getProfile", summary = "A person, as everybody sees them")
    Profile get(@PathVariable String username) {
        return accounts.profile(username).orElseThrow(IdentityProblem::userNotFound);
    }
}
