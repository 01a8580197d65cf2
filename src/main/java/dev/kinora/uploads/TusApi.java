package dev.kinora.uploads;

import dev.kinora.http.Needs;
import dev.kinora.library.Remakes;
import dev.kinora.platform.Problem;
import dev.kinora.platform.PublicAddress;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UploadMeans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** tus 1.0.0; docs/uploads.md tells how its requests belong together. */
@RestController
@Tag(name = "Uploads", description = "How bytes arrive: resumable by tus 1.0.0, or in one request")
final class TusApi {
    private static final String BYTES = "application/offset+octet-stream";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Uploads uploads;
    private final Receiving receiving;
    private final Remakes remakes;
    private final PublicAddress address;

    TusApi(Uploads uploads, Receiving receiving, Remakes remakes, PublicAddress address) {
        this.remakes = remakes;
        this.uploads = uploads;
        this.receiving = receiving;
        this.address = address;
    }

    private interface Work {
        void run() throws IOException;
    }

    @Needs(ApiScope.write)
    @RequestMapping(path = TusFilter.PATH, method = RequestMethod.POST, headers = TusHeaders.RESUMABLE)
    @Operation(
            operationId = "createUpload",
            summary = "Begin a resumable upload",
            description =
                    "With replaces and the id of a video of yours in Upload-Metadata its bytes become the file of that"
                            + " video, which plays as it was until they are prepared. Upload-Length: 0 is an empty file, which is no"
                            + " film: 415, and nothing of it stays; of a part of a whole it is one that is complete at once. Another"
                            + " Tus-Resumable than 1.0.0 is answered with 412.")
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answering(request, response, () -> {
            var concatenation = TusHeaders.concatenation(request);
            var length = length(request, concatenation);
            var sent = TusHeaders.metadataSent(request);
            var metadata = TusHeaders.metadata(sent);
            var withBytes = isBytes(request);
            if (!withBytes && request.getContentLengthLong() > 0) {
                throw UploadProblem.contentType();
            }
            if (withBytes && !concatenation.parts().isEmpty()) {
                throw UploadProblem.isFinal();
            }
            if (withBytes && length != null && request.getContentLengthLong() > length) {
                throw UploadProblem.tooLong(length);
            }
            var check = withBytes ? checksum(request) : null;
            var upload = uploads.begin(new NewUpload(
                    length,
                    UploadMeans.tus,
                    metadata.getOrDefault("title", metadata.getOrDefault("name", "")),
                    metadata.getOrDefault("filename", metadata.getOrDefault("name", "")),
                    metadata,
                    sent,
                    concatenation.partial(),
                    concatenation.parts(),
                    "",
                    replaced(metadata, concatenation),
                    null,
                    false));
            if (withBytes || Long.valueOf(0).equals(length)) {
                var body = withBytes ? request.getInputStream() : InputStream.nullInputStream();
                response.setHeader(
                        TusHeaders.OFFSET, Long.toString(first(upload, new Receiving.Piece(0, body, check), response)));
            }
            response.setStatus(HttpServletResponse.SC_CREATED);
            located(upload, response);
            expires(response, upload.isComplete() ? null : uploads.expiry());
        });
    }

    /** What is refused with its first bytes was never begun: nobody has heard of its address. Of a line that breaks what came stays. */
    private long first(Upload upload, Receiving.Piece piece, HttpServletResponse response) throws IOException {
        try {
            return receiving.take(upload, piece);
        } catch (Writing.SenderGone gone) {
            located(upload, response);
            throw gone;
        } catch (Problem refused) {
            // Unless it went with its refusal, as what is no film does.
            if (uploads.isThere(upload.id())) {
                uploads.discard(upload.id(), upload.video());
            }
            throw refused;
        }
    }

    private void located(Upload upload, HttpServletResponse response) {
        response.setHeader("Location", address.of(TusFilter.PATH + "/" + upload.id()));
        if (upload.video() != null) {
            response.setHeader("Kinora-Video", upload.video().toString());
        }
    }

    /** Parts are nobody's file; the whole is. */
    private @Nullable UUID replaced(Map<String, String> metadata, TusHeaders.Concatenation concatenation) {
        var text = metadata.getOrDefault("replaces", "");
        if (text.isEmpty() || concatenation.partial()) {
            return null;
        }
        var video = Replaced.parse(text);
        remakes.requireReplaceable(video);
        return video;
    }

    /** Some clients say a charset with whatever they send. */
    private static boolean isBytes(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(BYTES);
    }

    private static @Nullable Long length(HttpServletRequest request, TusHeaders.Concatenation concatenation) {
        var length = TusHeaders.length(request);
        var deferred = TusHeaders.deferred(request);
        if (!concatenation.parts().isEmpty()) {
            if (length != null || deferred) {
                throw UploadProblem.malformed("The length of a whole is that of its parts; it is not sent.");
            }
            return null;
        }
        if (length == null && !deferred) {
            throw UploadProblem.malformed(
                    "Upload-Length says how many bytes there are, or Upload-Defer-Length: 1 that it follows.");
        }
        if (length != null && deferred) {
            throw UploadProblem.malformed("Either Upload-Length or Upload-Defer-Length is sent, not both.");
        }
        return length;
    }

    @Needs(ApiScope.read)
    @RequestMapping(path = TusFilter.PATH + "/{id}", method = RequestMethod.HEAD)
    @Operation(operationId = "headUpload", summary = "How far an upload is, in headers")
    void head(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answering(request, response, () -> {
            var upload = receiving.completed(uploads.get(uuid(id)));
            response.setHeader("Cache-Control", "no-store");
            if (!upload.isFinal() || upload.isComplete()) {
                response.setHeader(TusHeaders.OFFSET, Long.toString(upload.received()));
            }
            if (upload.length() != null) {
                response.setHeader(TusHeaders.LENGTH, upload.length().toString());
            } else {
                response.setHeader(TusHeaders.DEFER, "1");
            }
            if (!upload.metadataSent().isEmpty()) {
                response.setHeader(TusHeaders.METADATA, upload.metadataSent());
            }
            if (upload.partial()) {
                response.setHeader(TusHeaders.CONCAT, "partial");
            } else if (upload.isFinal()) {
                response.setHeader(TusHeaders.CONCAT, "final;" + addresses(upload.parts()));
            }
            expires(response, upload.isComplete() ? null : upload.expiresAt());
            response.setStatus(HttpServletResponse.SC_OK);
        });
    }

    private static String addresses(List<UUID> parts) {
        return parts.stream().map(part -> TusFilter.PATH + "/" + part).collect(Collectors.joining(" "));
    }

    @Needs(ApiScope.write)
    @RequestMapping(path = TusFilter.PATH + "/{id}", method = RequestMethod.PATCH)
    @Operation(
            operationId = "continueUpload",
            summary = "Send the next bytes of an upload",
            description =
                    "Bytes that do not sum up to Upload-Checksum are answered with 460, and none of them is kept.")
    void patch(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answering(request, response, () -> {
            if (!isBytes(request)) {
                throw UploadProblem.contentType();
            }
            var offset = TusHeaders.offset(request);
            var check = checksum(request);
            var upload = uploads.get(uuid(id));
            var length = TusHeaders.length(request);
            if (upload.isFinal()) {
                throw UploadProblem.isFinal();
            }
            if (offset != upload.received()) {
                throw UploadProblem.offset(upload.received());
            }
            if (length != null) {
                upload = uploads.setLength(upload, length);
            }
            requireFits(request, upload, offset);
            var received = receiving.take(upload, new Receiving.Piece(offset, request.getInputStream(), check));
            response.setHeader(TusHeaders.OFFSET, Long.toString(received));
            expires(response, Long.valueOf(received).equals(upload.length()) ? null : uploads.expiry());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }

    /** What says beforehand that it is too much is refused before any of it is stored. */
    private static void requireFits(HttpServletRequest request, Upload upload, long offset) {
        if (upload.length() != null
                && offset == upload.received()
                && request.getContentLengthLong() > upload.length() - offset) {
            throw UploadProblem.tooLong(upload.length());
        }
    }

    @Needs(ApiScope.write)
    @RequestMapping(path = TusFilter.PATH + "/{id}", method = RequestMethod.DELETE)
    @Operation(operationId = "endUpload", summary = "Give an upload up")
    void terminate(@PathVariable String id, HttpServletResponse response) {
        uploads.terminate(uuid(id));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Where a POST is not allowed to be another method, the filter has not turned it into one. */
    @Needs(ApiScope.read)
    @RequestMapping(path = TusFilter.PATH + "/{id}", method = RequestMethod.GET)
    @Operation(operationId = "getUpload", summary = "How far an upload is")
    Upload get(@PathVariable String id) {
        return uploads.get(uuid(id));
    }

    @Needs(ApiScope.read)
    @RequestMapping(path = TusFilter.PATH, method = RequestMethod.GET)
    @Operation(operationId = "listUploads", summary = "Your uploads that are not complete")
    Map<String, List<Upload>> unfinished() {
        return Map.of("items", uploads.unfinished());
    }

    private static @Nullable Checksum checksum(HttpServletRequest request) {
        var header = request.getHeader(TusHeaders.CHECKSUM);
        return header == null ? null : Checksum.parse(header);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw UploadProblem.notFound();
        }
    }

    private static void expires(HttpServletResponse response, @Nullable Instant at) {
        if (at != null) {
            response.setHeader(TusHeaders.EXPIRES, HTTP_DATE.format(at));
        }
    }

    private static void answering(HttpServletRequest request, HttpServletResponse response, Work work)
            throws IOException {
        try {
            work.run();
        } catch (Writing.SenderGone _) {
            // Nobody is left to be told; what came is kept, and HEAD says how much that is.
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        } catch (Writing.TakenOver _) {
            // Where the line broke after the last bytes, its answer is closed already.
            if (!response.isCommitted()) {
                throw UploadProblem.busy();
            }
        }
    }
}
