package dev.kinora.live;

/** What a subscriber gets to hear. */
public sealed interface LiveEvent {
    /** Something was published under a topic of theirs. */
    record Published(String topic, String payload) implements LiveEvent {}

    /** Events may have been missed; whatever is on display should be fetched again. */
    record Reset() implements LiveEvent {}

    /** The subscription has ended, as the subscriber was too slow or this node stops; subscribe anew. */
    record Ended() implements LiveEvent {}
}
