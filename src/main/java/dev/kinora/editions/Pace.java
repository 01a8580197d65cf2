package dev.kinora.editions;

import java.time.Duration;

/**
 * How fast an edition is made.
 *
 * @param done seconds of its time line that are encoded
 * @param elapsed since its first piece was taken up
 */
public record Pace(double done, Duration elapsed) {}
