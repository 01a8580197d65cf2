package dev.kinora.playback;

import org.jspecify.annotations.Nullable;

/**
 * Leave to fetch a film, and what comes with the address it was asked by.
 *
 * @param token null where the film is open
 */
record Pass(Film film, @Nullable Token token) {
    /** Whether caches on the way may keep what is fetched. */
    boolean isOpen() {
        return token == null;
    }

    boolean mayDownload() {
        return film.downloadable() || (token != null && token.downloadable());
    }
}
