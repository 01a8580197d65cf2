package dev.kinora.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Light, dark, or what the device prefers. */
public enum Theme {
    LIGHT("sun", "Light"),
    DARK("moon", "Dark"),
    AUTO("monitor", "Auto");

    static final String COOKIE = "theme";

    private final String icon;
    private final String label;

    Theme(String icon, String label) {
        this.icon = icon;
        this.label = label;
    }

    /** Whatever cannot be read as a theme is the device's choice. */
    static Theme of(@Nullable String word) {
        for (Theme theme : values()) if (theme.word().equals(word)) return theme;
        return AUTO;
    }

    static Theme of(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return of(cookie == null ? null : cookie.getValue());
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String icon() {
        return icon;
    }

    public String label() {
        return label;
    }

    /** The media query under which a colour of the given theme tints the browser's own bars. */
    public String mediaFor(Theme scheme) {
        if (this == AUTO) return "(prefers-color-scheme: " + scheme.word() + ")";
        return this == scheme ? "all" : "not all";
    }
}
