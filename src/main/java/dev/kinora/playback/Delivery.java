package dev.kinora.playback;

import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.StorageProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Sends files: those on a disk by the kernel alone, those in a bucket by telling where they are, and only what can be had no
 * other way through this process.
 */
final class Delivery {
    /** Handing a small file to the kernel costs more than copying it. */
    private static final long WORTH_SENDFILE = 4 * 1024;
    /** How long an address in a bucket is good: nobody asks us there whether the film is still to be had. */
    private static final Duration ADDRESS_VALID = Duration.ofMinutes(2);

    private static final Duration ADDRESS_KEPT = Duration.ofSeconds(20);

    /**
     * What is said of a file.
     *
     * @param etag without quotes; the same for the same bytes
     * @param disposition null to show it
     */
    record About(
            String type,
            String etag,
            String cacheControl,
            @Nullable String disposition) {
        String tag() {
            return '"' + etag + '"';
        }
    }

    private interface Source {
        InputStream open(long from, long length) throws IOException;
    }

    private Delivery() {}

    /** @throws NoSuchFileException where the store has no such file */
    static void stored(
            HttpServletRequest request, HttpServletResponse response, MediaStore store, MediaKey key, About about)
            throws IOException {
        var path = store.path(key);
        if (path.isPresent()) {
            onDisk(request, response, path.get(), about);
            return;
        }
        var address = store.address(key, ADDRESS_VALID);
        if (address.isPresent()) {
            var visible = about.cacheControl().startsWith("public") ? "public" : "private";
            response.setHeader(HttpHeaders.CACHE_CONTROL, visible + ", max-age=" + ADDRESS_KEPT.toSeconds());
            response.setHeader(HttpHeaders.LOCATION, address.get().toString());
            response.setStatus(HttpServletResponse.SC_FOUND);
            return;
        }
        try {
            var found = store.find(key).orElseThrow(() -> new NoSuchFileException(key.value()));
            send(request, response, found.bytes(), null, (from, length) -> store.open(key, from, length), about);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            throw StorageProblem.unreachable(store.name(), e);
        }
    }

    static void onDisk(HttpServletRequest request, HttpServletResponse response, Path file, About about)
            throws IOException {
        var size = Files.size(file);
        send(request, response, size, file, (from, _) -> opened(file, from), about);
    }

    private static InputStream opened(Path file, long from) throws IOException {
        var bytes = Files.newInputStream(file);
        bytes.skipNBytes(from);
        return bytes;
    }

    private static void send(
            HttpServletRequest request,
            HttpServletResponse response,
            long size,
            @Nullable Path file,
            Source source,
            About about)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, about.tag());
        response.setHeader(HttpHeaders.CACHE_CONTROL, about.cacheControl());
        if (isKnown(request, about)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        ByteRange part;
        try {
            var asked = ByteRange.of(range(request, about), size);
            part = asked.orElse(new ByteRange(0, size));
            if (asked.isPresent()) {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + (part.to() - 1) + "/" + size);
            }
        } catch (ByteRange.Unsatisfiable _) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            return;
        }
        response.setContentType(about.type());
        if (about.disposition() != null) {
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, about.disposition());
        }
        response.setContentLengthLong(part.length());
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        if (file == null || part.length() < WORTH_SENDFILE || !handedOver(request, file, part)) {
            try (var bytes = source.open(part.from(), part.length())) {
                copy(bytes, response, part.length());
            }
        }
    }

    /** Whether Tomcat sends it once the request has been answered: from the page cache to the socket. */
    private static boolean handedOver(HttpServletRequest request, Path file, ByteRange part) {
        if (!Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
            return false;
        }
        request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
        request.setAttribute("org.apache.tomcat.sendfile.start", part.from());
        request.setAttribute("org.apache.tomcat.sendfile.end", part.to());
        return true;
    }

    private static void copy(InputStream from, HttpServletResponse response, long length) throws IOException {
        var buffer = new byte[64 * 1024];
        var left = length;
        while (left > 0) {
            var read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file ended too early");
            }
            response.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    private static boolean isKnown(HttpServletRequest request, About about) {
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null
                && Arrays.stream(known.split(","))
                        .map(each -> each.strip().replaceFirst("^W/", ""))
                        .anyMatch(each -> each.equals("*") || each.equals(about.tag()));
    }

    /** Of a file that changed meanwhile the whole is needed. */
    private static @Nullable String range(HttpServletRequest request, About about) {
        var only = request.getHeader(HttpHeaders.IF_RANGE);
        return only == null || only.equals(about.tag()) ? request.getHeader(HttpHeaders.RANGE) : null;
    }
}
