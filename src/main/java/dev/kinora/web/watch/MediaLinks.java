package dev.kinora.web.watch;

import java.util.UUID;

/** Where what plays of a video lies. */
@FunctionalInterface
public interface MediaLinks {
    /**
     * @param uid its name in addresses
     * @return path for the one who asks, without a slash at its end; the manifest, captions and pictures stand below it
     */
    String of(UUID video, String uid);
}
