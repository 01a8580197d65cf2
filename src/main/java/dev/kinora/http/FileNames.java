package dev.kinora.http;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/** What files are called that people download. */
public final class FileNames {
    private FileNames() {}

    /**
     * The header that names a file by a title, without what a system takes for a part of a path.
     *
     * @param ending with its full stop
     * @param otherwise where nothing is left of the title
     */
    public static String attachment(String title, String ending, String otherwise) {
        var name = title.replaceAll("[\\s\\p{Cntrl}/\\\\:*?\"<>|]+", " ").strip();
        return ContentDisposition.attachment()
                .filename((name.isEmpty() || name.startsWith(".") ? otherwise : name) + ending, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
