package dev.kinora.storage;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of a file in a store: what it belongs to comes first, {@code videos/<id>/originals/<id>}, so that a store can be
 * compared with the database. Never made of anything that people wrote.
 */
public record MediaKey(String value) {
    private static final Pattern FORM =
            Pattern.compile("(videos|uploads|watermarks|products)/[0-9a-f-]{36}(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int LONGEST = 500;
    /** Names of files that are not whole yet. */
    static final String GROWING = ".part";

    public MediaKey {
        if (value.length() > LONGEST
                || !FORM.matcher(value).matches()
                || value.contains("..")
                || value.endsWith(GROWING)) {
            throw new IllegalArgumentException("no key of a store: " + value);
        }
    }

    public static MediaKey of(String value) {
        return new MediaKey(value);
    }

    /** Everything that belongs to a video stands below this. */
    public static String ofVideo(UUID video) {
        return "videos/" + video + "/";
    }

    /** The kind and the id, which a row of the database has. */
    public String owner() {
        var slash = value.indexOf('/', value.indexOf('/') + 1);
        return slash < 0 ? value : value.substring(0, slash);
    }

    @Override
    public String toString() {
        return value;
    }
}
