package dev.kinora.web.watch;

import dev.kinora.watching.Film;

/** Where what plays of a film lies. */
@FunctionalInterface
public interface MediaLinks {
    /**
     * @param film as it was read for the one who asks
     * @return path for them, without a slash at its end; the manifest, captions and pictures stand below it
     */
    String of(Film film);
}
