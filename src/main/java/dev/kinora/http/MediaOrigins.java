package dev.kinora.http;

import java.util.List;

/**
 * Where browsers fetch media that Kinora does not send itself, which the policy of our pages has to allow.
 *
 * @param origins scheme, host and port of each, and where others share them the bucket, as a policy names them
 */
public record MediaOrigins(List<String> origins) {
    static final MediaOrigins NONE = new MediaOrigins(List.of());

    public MediaOrigins {
        origins = List.copyOf(origins);
    }
}
