package dev.kinora.platform;

import java.util.UUID;

/** On whose behalf something happens; row-level security answers to it. */
public sealed interface Viewer {
    Viewer ANONYMOUS = new Anonymous();

    record Anonymous() implements Viewer {}

    record User(UUID id) implements Viewer {}

    /** Kinora itself; {@code part} says which, for the audit trail. */
    record Kinora(String part) implements Viewer {}
}
