package dev.kinora.playback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a player tells every few seconds.
 *
 * @param play its name for this showing
 * @param sequence its count of beats, from 0
 * @param from second of the film
 * @param to the second it has come to
 * @param rate how fast
 * @param visible whether the picture could be seen
 * @param user who watches, if signed in
 * @param viewer a keyed hash of who watches
 * @param duration of the film; null while nobody knows
 */
record Beat(
        UUID play,
        int sequence,
        BigDecimal from,
        BigDecimal to,
        BigDecimal rate,
        boolean visible,
        UUID video,
        @Nullable UUID user,
        byte[] viewer,
        @Nullable BigDecimal duration,
        Instant at) {}
