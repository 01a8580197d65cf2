package dev.kinora.outlining;

/**
 * A chapter as the engine would make it.
 *
 * @param unit the first of its units
 * @param start in seconds; NaN where the units have no times
 * @param end in seconds; NaN where the units have no times
 * @param confidence that a person would begin a chapter here too, 0 to 1; of the first that they would end it where it ends, and 0 where
 *     it is the only one
 */
public record Proposal(int unit, double start, double end, String title, double confidence) {}
