package dev.kinora.chaptering;

/** What is seen of a place where a chapter may begin. */
enum Feature {
    CONTRAST_40,
    CONTRAST_80,
    CONTRAST_160,
    CONTRAST_320,
    PEAK,
    FRESH,
    SPENT,
    OPENING,
    CLOSING,
    PAUSE,
    SILENCE,
    SHOT,
    ANNOUNCES,
    MOVES_ON,
    COUNTS_ON,
    OKAY,
    SO,
    NOW,
    ABOUT,
    QUESTION,
    ASKED_BEFORE,
    THANKS_BEFORE,
    CLOSES_BEFORE,
    WELCOMES,
    GOES_ON,
    EXAMPLE,
    LENGTH,
    LENGTH_BEFORE
}
