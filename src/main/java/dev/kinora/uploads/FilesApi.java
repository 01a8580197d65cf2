package dev.kinora.uploads;

import dev.kinora.http.Needs;
import dev.kinora.http.TakesFile;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.Idempotency;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UploadMeans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For scripts: a file in one request, by a form or by PUT. Its bytes go to the store as they come, whatever its size. */
@RestController
@Tag(name = "Uploads")
final class FilesApi {
    private final WholeFiles files;
    private final Idempotency idempotency;
    private final Videos videos;

    FilesApi(WholeFiles files, Idempotency idempotency, Videos videos) {
        this.files = files;
        this.idempotency = idempotency;
        this.videos = videos;
    }

    /** Under a key that was answered already nothing of the body is looked at. */
    private ResponseEntity<Video> once(HttpServletRequest request, Idempotency.Lengthy<Video> work) throws IOException {
        return idempotency.onceAtLength(request, Video.class, work, video -> videos.putIntoBin(List.of(video.id())));
    }

    @Needs(ApiScope.write)
    @TakesFile(MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @PutMapping(TusFilter.PATH + "/{filename}")
    @Operation(
            operationId = "putFile",
            summary = "Upload a file in one request",
            description = "curl -T film.mp4 with the address of this folder does it. The body is the file.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "The video"))
    ResponseEntity<Video> put(
            @PathVariable String filename, @RequestParam(defaultValue = "") String title, HttpServletRequest request)
            throws IOException {
        var length = request.getContentLengthLong();
        return once(
                request,
                () -> created(files.take(
                        UploadMeans.put, title, filename, length < 0 ? null : length, request.getInputStream())));
    }

    /** Sent again it is the same again, so that it needs no key. */
    @Needs(ApiScope.write)
    @TakesFile(MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @PutMapping("/api/v1/videos/{id}/file")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "replaceVideoFile",
            summary = "Give a video of yours another file",
            description =
                    "The body is the file. The video keeps its id, addresses, views and chapters, and plays as it was until"
                            + " the file is prepared; how far that is stands at its processing. Of larger files the resumable upload"
                            + " takes the id as replaces in Upload-Metadata.")
    Video replace(@PathVariable UUID id, @RequestParam(defaultValue = "") String filename, HttpServletRequest request)
            throws IOException {
        var length = request.getContentLengthLong();
        var wish = NewUpload.of(length < 0 ? null : length, UploadMeans.put, "", filename)
                .replacing(id);
        return files.take(wish, request.getInputStream());
    }

    @Needs(ApiScope.write)
    @TakesFile(MediaType.MULTIPART_FORM_DATA_VALUE)
    @PostMapping(path = TusFilter.PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            operationId = "postFile",
            summary = "Upload a file by a form",
            description = "The part called file is the film; a part called title before it names the video.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "The video"))
    ResponseEntity<Video> post(HttpServletRequest request) throws IOException {
        return once(request, () -> created(files.form(request, null)));
    }

    private static ResponseEntity<Video> created(Video video) {
        return ResponseEntity.created(URI.create("/api/v1/videos/" + video.id()))
                .body(video);
    }
}
