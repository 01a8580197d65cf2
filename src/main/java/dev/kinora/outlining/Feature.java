package dev.kinora.outlining;

import java.util.EnumSet;
import java.util.Set;

/** What is seen of a place where a chapter may begin. */
enum Feature {
    CONTRAST_40,
    CONTRAST_80,
    CONTRAST_160,
    CONTRAST_320,
    /** How much it stands out of the minute before and after. */
    PEAK_40,
    PEAK_160,
    PEAK_320,
    /** Of texts without times alone: in films the subject is one, and what it means says nothing that its words do not. */
    MEANING_40,
    MEANING_80,
    OVERLAP,
    OPENING,
    CLOSING,
    PAUSE,
    /** The same where whoever speaks was recorded and cut: there a long pause is made on purpose. */
    NARRATED_PAUSE,
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
    GOES_ON,
    ASKED_BEFORE,
    THANKS_BEFORE,
    CLOSES_BEFORE,
    NEXT_ANNOUNCES;

    static final Set<Feature> CUES_HERE = EnumSet.range(ANNOUNCES, GOES_ON);
    static final Set<Feature> CUES_BEFORE = EnumSet.of(THANKS_BEFORE, CLOSES_BEFORE);
    static final Set<Feature> ANNOUNCEMENTS = EnumSet.of(ANNOUNCES, MOVES_ON, ABOUT);
}
