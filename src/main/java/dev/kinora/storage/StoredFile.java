package dev.kinora.storage;

import java.time.Instant;

/** A whole file in a store. */
public record StoredFile(MediaKey key, long bytes, Instant modifiedAt) {}
