package dev.kinora.editions;

import java.time.Duration;

/**
 * How fast an edition is made.
 *
 * @param done seconds of its time line that are encoded
 * @param elapsed since its first piece was taken up
 * @param before seconds of other films that are still to be encoded before the last of it
 * @param beforeThen the same when its first piece was taken up
 */
public record Pace(double done, Duration elapsed, double before, double beforeThen) {}
