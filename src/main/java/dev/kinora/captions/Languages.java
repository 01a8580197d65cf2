package dev.kinora.captions;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Languages of captions as BCP 47 writes them, and as those who speak them call them. */
public final class Languages {
    public static final String UNKNOWN = "und";

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final int LONGEST_LABEL = 100;
    private static final String BY_A_MACHINE = " (auto-generated)";
    /** Where a place after the name would say less. */
    private static final Map<String, String> OWN = Map.of(
            "en-GB", "British English",
            "en-US", "American English",
            "en-AU", "Australian English",
            "en-CA", "Canadian English",
            "fr-CA", "Fran\u00e7ais canadien",
            "es-419", "Espa\u00f1ol latinoamericano",
            "zh-Hans", "\u7b80\u4f53\u4e2d\u6587",
            "zh-Hant", "\u7e41\u9ad4\u4e2d\u6587");

    private Languages() {}

    /** As it is usually written: pt-BR for PT-br. Empty for what is no tag. */
    static Optional<String> tag(String given) {
        try {
            var tag = new Locale.Builder().setLanguageTag(given.strip()).build().toLanguageTag();
            return TAG.matcher(tag).matches() && tag.length() <= 35 ? Optional.of(tag) : Optional.empty();
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    /** Its name in itself. */
    public static String named(String language) {
        if (language.equals(UNKNOWN)) {
            return "Subtitles";
        }
        if (OWN.containsKey(language)) {
            return OWN.get(language);
        }
        var locale = Locale.forLanguageTag(language);
        var name = locale.getDisplayName(locale);
        var whole = name.isEmpty() ? language : name.substring(0, 1).toUpperCase(locale) + name.substring(1);
        return whole.length() <= LONGEST_LABEL ? whole : language;
    }

    /** The same for captions that a machine wrote and nobody has gone over. */
    static String made(String language) {
        var name = language.equals(UNKNOWN) ? "Captions" : named(language);
        return name.length() + BY_A_MACHINE.length() <= LONGEST_LABEL ? name + BY_A_MACHINE : language + BY_A_MACHINE;
    }
}
