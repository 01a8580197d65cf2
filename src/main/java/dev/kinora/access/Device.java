package dev.kinora.access;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser says of itself, in words its owner recognises: "Firefox on Windows". Only a hint; anybody can claim anything. */
public record Device(String browser, String system) {
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("EdgA/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Vivaldi/", "Vivaldi"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("HeadlessChrome/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"),
            Map.entry("curl/", "curl"));
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    static Device of(@Nullable String userAgent) {
        return new Device(first(BROWSERS, userAgent, "Unknown browser"), first(SYSTEMS, userAgent, "unknown system"));
    }

    private static String first(List<Map.Entry<String, String>> names, @Nullable String agent, String otherwise) {
        return agent == null
                ? otherwise
                : names.stream()
                        .filter(name -> agent.contains(name.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(otherwise);
    }

    @Override
    public String toString() {
        return browser + " on " + system;
    }
}
