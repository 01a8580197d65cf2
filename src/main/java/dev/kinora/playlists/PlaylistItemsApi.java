package dev.kinora.playlists;

import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/playlists/{id}/items")
@Tag(name = "Playlists", description = "Lists of videos, ordered by hand")
final class PlaylistItemsApi {
    private final Playlists playlists;

    PlaylistItemsApi(Playlists playlists) {
        this.playlists = playlists;
    }

    /** @param title null, as all that follows, where the video is no longer shown to the list's owner */
    record ItemView(
            UUID videoId,
            int place,
            @Nullable String uid,
            @Nullable String title,
            @Nullable String channel,
            @Nullable BigDecimal durationSeconds,
            @Nullable String thumbnailUrl) {
        static ItemView of(PlaylistItem item) {
            var video = item.video();
            if (video == null) {
                return new ItemView(item.videoId(), item.place(), null, null, null, null, null);
            }
            var length = video.duration();
            return new ItemView(
                    item.videoId(),
                    item.place(),
                    video.uid(),
                    video.title(),
                    video.channel(),
                    length == null ? null : BigDecimal.valueOf(length.toMillis(), 3),
                    video.thumbnail());
        }
    }

    /** @param place from 1; absent leaves it where it is, or puts it at the end */
    @KnownFieldsOnly
    record Placing(@Nullable Integer place) {}

    @Open
    @GetMapping
    @Operation(operationId = "listPlaylistItems", summary = "The videos of a list, in its order")
    Page<ItemView> list(@PathVariable UUID id, PageRequest page) {
        return playlists.items(id, page).map(ItemView::of);
    }

    @Needs(ApiScope.write)
    @PutMapping("/{videoId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "putPlaylistItem",
            summary = "Put a video on a list, or somewhere else on it",
            description = "A video is on a list once; putting it there again changes nothing but its place.")
    void put(
            @PathVariable UUID id,
            @PathVariable UUID videoId,
            @RequestBody(required = false) @Nullable Placing placing) {
        playlists.put(id, videoId, placing == null ? null : placing.place());
    }

    @Needs(ApiScope.write)
    @DeleteMapping("/{videoId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removePlaylistItem", summary = "Take a video off a list")
    void remove(@PathVariable UUID id, @PathVariable UUID videoId) {
        playlists.remove(id, videoId);
    }
}
