package dev.kinora.playback;

import java.time.Instant;
import java.util.UUID;

/** @param id the kid of the tokens it signs */
public record SigningKey(UUID id, Instant createdAt) {
    /**
     * A new one, with the private half that nobody sees again.
     *
     * @param pem base64 of a PKCS#1 text
     * @param jwk base64 of a JSON Web Key
     */
    public record Created(UUID id, String pem, String jwk, Instant createdAt) {}
}
