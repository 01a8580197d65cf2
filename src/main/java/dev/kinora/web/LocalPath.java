package dev.kinora.web;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A place on this very site, so that a way back taken from a form can never lead to another one. */
public record LocalPath(String value) {

    private static final LocalPath HOME = new LocalPath("/");

    public LocalPath {
        if (!isLocal(value)) throw new IllegalArgumentException("Not a path of this site: " + value);
    }

    public static LocalPath orHome(@Nullable String wanted) {
        return wanted != null && isLocal(wanted) ? new LocalPath(wanted) : HOME;
    }

    /** Browsers read a backslash as a slash and drop control characters, so `/\host` and `/&#9;/host` lead away too. */
    private static boolean isLocal(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().noneMatch(c -> c == '\\' || c < 0x20 || c == 0x7f)
                && isAddress(path);
    }

    private static boolean isAddress(String path) {
        try {
            new URI(path);
            return true;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
