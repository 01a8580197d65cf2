package dev.kinora.storage;

import java.util.List;
import java.util.UUID;

/**
 * The name of a file in a store: what it belongs to comes first, {@code videos/<id>/originals/<id>}, so that a store can be
 * compared with the database. Never made of anything that people wrote.
 */
public record MediaKey(String value) {
    /** What files belong to. */
    static final List<String> KINDS = List.of("videos", "uploads", "watermarks", "products");

    private static final int ID = 36;
    private static final int LONGEST = 500;
    /** Names of files that are not whole yet. */
    static final String GROWING = ".part";

    public MediaKey {
        if (!isOne(value)) {
            throw new IllegalArgumentException("no key of a store: " + value);
        }
    }

    /** Other things may lie in a store as well: what an operator put there, what is not whole. */
    static boolean isOne(String value) {
        return value.length() <= LONGEST && hasForm(value) && !value.contains("..") && !value.endsWith(GROWING);
    }

    /** A kind, an id, and names that begin with no dot; by hand, as every piece of a film that is sent asks it. */
    private static boolean hasForm(String value) {
        var id = value.indexOf('/') + 1;
        var names = id + ID;
        if (id == 0 || names > value.length() || !KINDS.contains(value.substring(0, id - 1))) {
            return false;
        }
        for (var at = id; at < names; at++) {
            if ("0123456789abcdef-".indexOf(value.charAt(at)) < 0) {
                return false;
            }
        }
        for (var at = names; at < value.length(); at++) {
            var c = value.charAt(at);
            if (at == names ? c != '/' : c == '/' ? value.charAt(at - 1) == '/' : !inName(c, value.charAt(at - 1))) {
                return false;
            }
        }
        return names == value.length() || !value.endsWith("/");
    }

    private static boolean inName(char c, char before) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '-'
                || c == '.' && before != '/';
    }

    /** @throws IllegalArgumentException when it is no key with a slash behind it */
    static String requirePrefix(String prefix) {
        if (!prefix.endsWith("/") || !isOne(prefix.substring(0, prefix.length() - 1))) {
            throw new IllegalArgumentException("no prefix of keys: " + prefix);
        }
        return prefix;
    }

    /** @param name of what lies directly below the kind, which may be a file that is not whole */
    static String owner(String kind, String name) {
        var dot = name.indexOf('.');
        return kind + "/" + (dot > 0 && name.endsWith(GROWING) ? name.substring(0, dot) : name);
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
