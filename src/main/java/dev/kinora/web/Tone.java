package dev.kinora.web;

import java.util.Locale;

/** How a badge, a message or a bar is meant. The icon says it too, for whoever does not see the colour. */
public enum Tone {
    NEUTRAL("info"),
    ACCENT("clock"),
    GOOD("circle-check"),
    WARN("triangle-alert"),
    BAD("circle-alert");

    private final String icon;

    Tone(String icon) {
        this.icon = icon;
    }

    public String icon() {
        return icon;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
