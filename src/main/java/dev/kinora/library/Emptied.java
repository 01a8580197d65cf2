package dev.kinora.library;

import java.util.List;

/**
 * What became of a bin that was emptied.
 *
 * @param count how many videos are deleted for good
 * @param shown titles of those that stay, as a lesson of a course shows them
 */
public record Emptied(int count, List<String> shown) {}
