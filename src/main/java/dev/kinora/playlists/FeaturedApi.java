package dev.kinora.playlists;

import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.platform.Page;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/featured")
@Tag(name = "Featured", description = "Videos the operator puts forward")
final class FeaturedApi {
    private static final int MOST = 100;

    private final Featured featured;

    FeaturedApi(Featured featured) {
        this.featured = featured;
    }

    record FeaturedView(
            UUID id,
            String uid,
            String title,
            String channel,
            @Nullable BigDecimal durationSeconds,
            @Nullable String thumbnailUrl,
            long views,
            Instant publishedAt,
            Instant featuredAt) {
        static FeaturedView of(FeaturedVideo video) {
            var length = video.duration();
            return new FeaturedView(
                    video.id(),
                    video.uid(),
                    video.title(),
                    video.channel(),
                    length == null ? null : BigDecimal.valueOf(length.toMillis(), 3),
                    video.thumbnail(),
                    video.views(),
                    video.publishedAt(),
                    video.featuredAt());
        }
    }

    @Open
    @GetMapping
    @Operation(
            operationId = "listFeatured",
            summary = "Videos put forward",
            description = "The last put forward first, at most a hundred, all on one page.")
    Page<FeaturedView> list() {
        return new Page<>(featured.list(MOST), null).map(FeaturedView::of);
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @PutMapping("/{videoId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "featureVideo",
            summary = "Put a video forward",
            description = "One that everybody sees. Once more moves it to the front.")
    void put(@PathVariable UUID videoId) {
        featured.put(videoId);
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @DeleteMapping("/{videoId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "unfeatureVideo", summary = "Put a video forward no longer")
    void take(@PathVariable UUID videoId) {
        featured.take(videoId);
    }
}
