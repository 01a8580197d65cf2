package dev.kinora.web;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The languages that pages let one choose from: their names by their tags, in the order of the names. */
public final class Languages {
    /** Those that are spoken differently enough to be told apart by viewers. */
    private static final List<String> REGIONAL = List.of("en-GB", "en-US", "es-419", "pt-BR", "zh-Hans", "zh-Hant");

    public static final SequencedMap<String, String> ALL = all();

    private Languages() {}

    /**
     * @param none what leaving it open is called
     * @param chosen stays among them though it is none of them, as one that came by the API
     */
    public static SequencedMap<String, String> with(String none, String chosen) {
        var options = new LinkedHashMap<String, String>();
        options.put("", none);
        options.putAll(ALL);
        options.putIfAbsent(chosen, chosen);
        return options;
    }

    private static SequencedMap<String, String> all() {
        var names = new LinkedHashMap<String, String>();
        Stream.concat(Stream.of(Locale.getISOLanguages()).filter(code -> code.length() == 2), REGIONAL.stream())
                .map(Locale::forLanguageTag)
                .sorted(Comparator.comparing(locale -> locale.getDisplayName(Locale.ENGLISH)))
                .forEach(locale -> names.putIfAbsent(locale.toLanguageTag(), locale.getDisplayName(Locale.ENGLISH)));
        return Collections.unmodifiableSequencedMap(names);
    }
}
