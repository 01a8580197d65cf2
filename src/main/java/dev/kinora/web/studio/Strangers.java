package dev.kinora.web.studio;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who is mentioned and is nobody here. A name of another server may be somebody there, and is not looked up. */
final class Strangers {
    private static final Pattern USERNAME = Pattern.compile("@?([A-Za-z0-9_.-]{3,50})");

    private Strangers() {}

    /**
     * In a sentence; empty where there are none.
     *
     * @param known which of some usernames, in small letters, there are; not asked where nobody is named
     */
    static String among(Collection<String> mentioned, UnaryOperator<Set<String>> known) {
        var names = mentioned.stream()
                .map(USERNAME::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        var here = known.apply(names.stream().map(Strangers::small).collect(Collectors.toUnmodifiableSet()));
        var strangers = names.stream()
                .filter(name -> !here.contains(small(name)))
                .map(name -> "\u201c" + name + "\u201d")
                .toList();
        return switch (strangers.size()) {
            case 0 -> "";
            case 1 -> "Nobody here is called " + strangers.getFirst() + "; the name is kept as it is.";
            default -> "Nobody here is called " + String.join(" or ", strangers) + "; the names are kept as they are.";
        };
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
