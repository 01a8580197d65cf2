package dev.kinora.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A zip file that exists until it is closed. */
public final class Export implements AutoCloseable {
    private final Path file;
    private final String name;

    Export(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    public void send(HttpServletResponse response) throws IOException {
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLengthLong(Files.size(file));
        Files.copy(file, response.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
