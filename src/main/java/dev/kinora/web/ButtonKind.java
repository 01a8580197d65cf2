package dev.kinora.web;

import java.util.Locale;

/** One primary a page; danger only for what destroys. */
public enum ButtonKind {
    PRIMARY,
    SECONDARY,
    QUIET,
    DANGER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
