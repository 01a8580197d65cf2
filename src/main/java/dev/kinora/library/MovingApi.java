package dev.kinora.library;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Stores")
final class MovingApi {
    private final Moving moving;

    MovingApi(Moving moving) {
        this.moving = moving;
    }

    record Destination(@Nullable String store) {}

    record Leaving(UUID job) {}

    @PostMapping(path = "/api/v1/videos/{id}/move", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(value = ApiScope.write, role = UserRole.admin)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "moveVideo",
            summary = "Take a video's bytes to another store",
            description = "It can be watched meanwhile. Asked again while it is under way, this answers the same job.")
    Leaving move(@PathVariable UUID id, @RequestBody Destination destination) {
        var store = Optional.ofNullable(destination.store())
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> LibraryProblem.invalid("store", "Say which store the video is to go to."));
        return new Leaving(moving.move(id, store).value());
    }
}
