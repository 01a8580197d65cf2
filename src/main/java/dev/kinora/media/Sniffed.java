package dev.kinora.media;

/** What the first bytes of a file tell. */
public sealed interface Sniffed {
    record Film(Container container) implements Sniffed {}

    /** @param what it seems to be, as in "it is …" */
    record Foreign(String what) implements Sniffed {}

    /** The bytes are too few to tell. */
    record Unclear() implements Sniffed {}
}
