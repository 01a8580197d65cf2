package dev.kinora.processing;

/**
 * What an owner wants done to a film when it is made, besides what is done to all.
 *
 * @param evenLoudness whether its sound is brought to the usual loudness
 * @param watermark whether the owner's picture is laid over it
 */
public record Wishes(boolean evenLoudness, boolean watermark) {
    static final Wishes NONE = new Wishes(false, false);
}
