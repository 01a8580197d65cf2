package dev.kinora.playlists;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.platform.Idempotency;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Playlists", description = "Lists of videos, ordered by hand")
final class PlaylistsApi {
    private static final String LISTS = "/api/v1/playlists";
    private static final String CONDITIONAL =
            " With If-Match and the ETag of what you saw, it is refused when somebody changed it meanwhile.";

    private final Playlists playlists;
    private final Idempotency idempotency;

    PlaylistsApi(Playlists playlists, Idempotency idempotency) {
        this.playlists = playlists;
        this.idempotency = idempotency;
    }

    /** @param kind list, or watch_later for the one everybody has */
    record PlaylistView(
            UUID id,
            String owner,
            String title,
            String description,
            String visibility,
            String kind,
            int videos,
            BigDecimal durationSeconds,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant deletedAt) {
        static PlaylistView of(Playlist list) {
            return new PlaylistView(
                    list.id(),
                    list.owner(),
                    list.title(),
                    list.description(),
                    list.visibility().getLiteral(),
                    list.kind().getLiteral(),
                    list.videos(),
                    BigDecimal.valueOf(list.duration().toMillis(), 3),
                    list.createdAt(),
                    list.updatedAt(),
                    list.deletedAt());
        }
    }

    @Needs(ApiScope.read)
    @GetMapping(path = LISTS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listPlaylists", summary = "Your lists", description = "Newest first; without the bin.")
    Page<PlaylistView> mine(PageRequest page, HttpServletRequest request) {
        return playlists.mine(SignedIn.require(request).user(), page).map(PlaylistView::of);
    }

    @Needs(ApiScope.read)
    @GetMapping(path = LISTS + "/bin", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listBinnedPlaylists",
            summary = "Lists you threw away",
            description = "The last first, all on one page. They are deleted for good after thirty days.")
    Page<PlaylistView> bin(HttpServletRequest request) {
        return new Page<>(playlists.bin(SignedIn.require(request).user()), null).map(PlaylistView::of);
    }

    @Open
    @GetMapping(path = "/api/v1/profiles/{username}/playlists", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listPlaylistsOf", summary = "Somebody's public lists, newest first")
    Page<PlaylistView> of(@PathVariable String username, PageRequest page) {
        return playlists.of(username, page).map(PlaylistView::of);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = LISTS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createPlaylist",
            summary = "Begin a list",
            description = "visibility is public, unlisted (who has the address) or private, which it is if absent.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "Made"))
    ResponseEntity<PlaylistView> create(@RequestBody Playlist.Draft draft, HttpServletRequest request) {
        var person = SignedIn.require(request).user();
        return idempotency.once(request, draft, PlaylistView.class, () -> {
            var made = playlists.create(person, draft);
            return ResponseEntity.created(URI.create(LISTS + "/" + made.id()))
                    .eTag(RowVersion.etag(made.updatedAt()))
                    .body(PlaylistView.of(made));
        });
    }

    @Open
    @GetMapping(path = LISTS + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getPlaylist", summary = "A list")
    ResponseEntity<PlaylistView> one(@PathVariable UUID id) {
        return answer(playlists.one(id));
    }

    @Needs(ApiScope.write)
    @PatchMapping(path = LISTS + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changePlaylist",
            summary = "Rename, describe or show a list",
            description = "What is absent stays as it is." + CONDITIONAL)
    ResponseEntity<PlaylistView> change(
            @PathVariable UUID id,
            @RequestBody Playlist.Draft draft,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        // Of what one does not see, nothing is said but that it is not there.
        playlists.one(id);
        return answer(playlists.change(id, draft, RowVersion.optional(match, PlaylistProblem::changedMeanwhile)));
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(LISTS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deletePlaylist",
            summary = "Throw a list away",
            description = "It can be restored for thirty days." + CONDITIONAL)
    void bin(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        playlists.one(id);
        playlists.bin(id, RowVersion.optional(match, PlaylistProblem::changedMeanwhile));
    }

    @Needs(ApiScope.write)
    @PostMapping(path = LISTS + "/{id}/restoration", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "restorePlaylist", summary = "Take a list out of the bin")
    ResponseEntity<PlaylistView> restore(@PathVariable UUID id) {
        return answer(playlists.restore(id));
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/api/v1/watch-later", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getWatchLater",
            summary = "Your list for later",
            description = "Made when it is first asked for; its videos are changed like those of any list.")
    ResponseEntity<PlaylistView> watchLater(HttpServletRequest request) {
        return answer(playlists.watchLater(SignedIn.require(request).user()));
    }

    private static ResponseEntity<PlaylistView> answer(Playlist list) {
        return ResponseEntity.ok().eTag(RowVersion.etag(list.updatedAt())).body(PlaylistView.of(list));
    }
}
