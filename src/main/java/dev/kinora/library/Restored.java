package dev.kinora.library;

import java.util.List;
import java.util.UUID;

/**
 * What came out of the bin.
 *
 * @param count how many
 * @param unscheduled those of them whose time of publication passed in the bin: they stay unpublished
 */
public record Restored(int count, List<UUID> unscheduled) {}
