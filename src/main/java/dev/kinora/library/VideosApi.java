package dev.kinora.library;

import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@Tag(name = "Videos", description = "Your videos, and those you may see")
final class VideosApi {
    private static final String VIDEOS = "/api/v1/videos";
    private static final String ONE = VIDEOS + "/{id}";

    /** @param at absent for now */
    @KnownFieldsOnly
    record Publication(
            @Nullable Visibility visibility, @Nullable Instant at) {}

    /** @param second of the film */
    @KnownFieldsOnly
    @Schema(name = "ThumbnailMoment")
    record Moment(@Nullable BigDecimal second) {}

    @KnownFieldsOnly
    record Some(@Nullable List<UUID> ids) {
        List<UUID> chosen() {
            return Objects.requireNonNullElse(ids, List.of());
        }
    }

    @KnownFieldsOnly
    record ChangeOfSome(@Nullable List<UUID> ids, @Nullable VideoChange change) {}

    @KnownFieldsOnly
    record Retagging(
            @Nullable List<UUID> ids,
            @Nullable List<String> add,
            @Nullable List<String> remove) {}

    /** @param count how many were changed */
    record Changed(int count) {}

    private final Videos videos;
    private final Thumbnails thumbnails;

    VideosApi(Videos videos, Thumbnails thumbnails) {
        this.videos = videos;
        this.thumbnails = thumbnails;
    }

    @Needs(ApiScope.read)
    @GetMapping(VIDEOS)
    @Operation(
            operationId = "listVideos",
            summary = "Your videos",
            description =
                    "Not those in the bin. Words are looked for in titles, descriptions and tags. The order is newest, if none is named, "
                            + "oldest, title, views, published, largest or longest; a cursor goes on only in the order it is of.")
    Page<Video> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String visibility,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String order,
            PageRequest page) {
        return videos.mine(VideoFilter.of(status, visibility, q), VideoOrder.of(order), page);
    }

    @Open
    @GetMapping(ONE)
    @Operation(
            operationId = "getVideo",
            summary = "A video",
            description = "One of yours, or one that is public or unlisted. Its ETag is the version to change.")
    ResponseEntity<Video> get(@PathVariable UUID id) {
        return versioned(videos.get(id));
    }

    @Needs(ApiScope.write)
    @PatchMapping(ONE)
    @Operation(
            operationId = "changeVideo",
            summary = "Change a video",
            description =
                    "What is absent stays. If-Match names the version it was made from, or * for whichever there is;"
                            + " when it is another by now, the answer says what changed.")
    ResponseEntity<Video> change(
            @PathVariable UUID id,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String ifMatch,
            @RequestBody VideoChange wish) {
        // Of what one does not see, nothing is said but that it is not there.
        videos.get(id);
        var version = RowVersion.required(ifMatch, LibraryProblem::changedMeanwhile);
        return versioned(videos.change(id, wish, version));
    }

    @Needs(ApiScope.write)
    @PostMapping(VIDEOS + "/changes")
    @Operation(
            operationId = "changeVideos",
            summary = "Change many videos",
            description = "All of them or none; at most " + Videos.MOST_AT_ONCE + ".")
    Changed changeAll(@RequestBody ChangeOfSome wish) {
        var change = wish.change();
        if (change == null) {
            throw LibraryProblem.invalid("change", "Say what is to be different.");
        }
        return new Changed(videos.changeAll(Objects.requireNonNullElse(wish.ids(), List.of()), change)
                .size());
    }

    @Needs(ApiScope.write)
    @PostMapping(VIDEOS + "/tags")
    @Operation(
            operationId = "changeTags",
            summary = "Add tags to many videos, or take them away",
            description = "All of them or none; at most " + Videos.MOST_AT_ONCE
                    + ". Other tags stay, and the case of letters makes no difference. To put others in the place of all,"
                    + " change many videos.")
    Changed changeTags(@RequestBody Retagging wish) {
        return new Changed(videos.changeTags(
                Objects.requireNonNullElse(wish.ids(), List.of()),
                Objects.requireNonNullElse(wish.add(), List.of()),
                Objects.requireNonNullElse(wish.remove(), List.of())));
    }

    @Needs(ApiScope.write)
    @PutMapping(ONE + "/publication")
    @Operation(
            operationId = "publishVideo",
            summary = "Publish a video, now or at a time to come",
            description = "With If-Match only while it is that version.")
    ResponseEntity<Video> publish(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Publication wish) {
        var visibility = Objects.requireNonNullElse(wish.visibility(), Visibility.PUBLIC);
        return versioned(videos.publish(
                id, visibility, wish.at(), RowVersion.optional(ifMatch, LibraryProblem::changedMeanwhile)));
    }

    @Needs(ApiScope.write)
    @DeleteMapping(ONE + "/publication")
    @Operation(
            operationId = "withdrawVideo",
            summary = "Make a video a draft again",
            description = "With If-Match only while it is that version.")
    ResponseEntity<Video> withdraw(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return versioned(videos.withdraw(id, RowVersion.optional(ifMatch, LibraryProblem::changedMeanwhile)));
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "binVideo",
            summary = "Put a video into the bin",
            description =
                    "Where it is kept for 30 days and seen by nobody but you. One that is still being uploaded is not"
                            + " kept: its upload is cancelled, as by DELETE of the upload.")
    void bin(@PathVariable UUID id) {
        videos.putIntoBin(List.of(id));
    }

    @Needs(ApiScope.read)
    @GetMapping("/api/v1/bin")
    @Operation(operationId = "listBin", summary = "Your videos in the bin")
    Page<Video> bin(PageRequest page) {
        return videos.bin(page);
    }

    @Needs(ApiScope.delete)
    @PostMapping("/api/v1/bin")
    @Operation(operationId = "binVideos", summary = "Put many videos into the bin")
    Changed binAll(@RequestBody Some which) {
        return new Changed(videos.putIntoBin(which.chosen()).count());
    }

    @Needs(ApiScope.write)
    @PostMapping("/api/v1/bin/restorations")
    @Operation(
            operationId = "restoreVideos",
            summary = "Take videos out of the bin",
            description = "What was to be published at a time that has passed stays unpublished; unscheduled names it.")
    Restored restore(@RequestBody Some which) {
        return videos.restore(which.chosen());
    }

    @Needs(ApiScope.delete)
    @DeleteMapping("/api/v1/bin/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "purgeVideo",
            summary = "Delete a video in the bin for good",
            description = "One that a lesson of a course shows is refused; videos in the answer says which and why.")
    void purge(@PathVariable UUID id) {
        videos.purge(List.of(id));
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/file")
    @Operation(operationId = "getVideoFile", summary = "What is known of the file of a video of yours")
    VideoFile file(@PathVariable UUID id) {
        return videos.file(id);
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/duplicates")
    @Operation(operationId = "listDuplicates", summary = "Your other videos with the same bytes")
    Page<Video> duplicates(@PathVariable UUID id) {
        return new Page<>(videos.duplicates(id), null);
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/history")
    @Operation(operationId = "getVideoHistory", summary = "What was done to a video of yours")
    Page<VideoEvent> history(@PathVariable UUID id) {
        return new Page<>(videos.history(id), null);
    }

    @Needs(ApiScope.write)
    @PutMapping(path = ONE + "/thumbnail", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "chooseThumbnail", summary = "Take the picture of a video from a moment of it")
    ResponseEntity<Video> choose(@PathVariable UUID id, @RequestBody Moment moment)
            throws IOException, InterruptedException {
        videos.get(id);
        var second = moment.second();
        if (second == null) {
            throw LibraryProblem.invalid("second", "Say at which second.");
        }
        return versioned(thumbnails.choose(id, second));
    }

    @Needs(ApiScope.write)
    @PutMapping(path = ONE + "/thumbnail", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "uploadThumbnail", summary = "Send a picture of your own for a video")
    ResponseEntity<Video> upload(@PathVariable UUID id, @RequestParam MultipartFile file)
            throws IOException, InterruptedException {
        return versioned(thumbnails.upload(id, file.getInputStream()));
    }

    @Needs(ApiScope.write)
    @DeleteMapping(ONE + "/thumbnail")
    @Operation(operationId = "removeThumbnail", summary = "Take the picture of a video away")
    ResponseEntity<Video> remove(@PathVariable UUID id) {
        return versioned(thumbnails.remove(id));
    }

    private static ResponseEntity<Video> versioned(Video video) {
        return ResponseEntity.ok().eTag(RowVersion.etag(video.updatedAt())).body(video);
    }
}
