package dev.kinora.media;

import org.jspecify.annotations.Nullable;

/**
 * How large a picture is wanted.
 *
 * @param width null to follow from the height
 * @param height null to follow from the width
 * @param fit where both are given
 */
public record Frame(@Nullable Integer width, @Nullable Integer height, Fit fit) {
    public static final Frame NATURAL = new Frame(null, null, Fit.CLIP);

    private static final int WIDEST = 1280;

    public enum Fit {
        /** All of the frame, none of what is beyond it. */
        CROP,
        /** All of the picture, perhaps not all of the frame. */
        CLIP,
        /** Out of shape, if need be. */
        SCALE,
        /** All of the picture, with black around it. */
        FILL
    }

    /** As ffmpeg writes it, for pictures whose pixels may not be square. */
    String filter() {
        if (width == null && height == null) {
            return "scale='min(" + WIDEST + ",iw*sar)':-2,setsar=1";
        }
        return "scale='trunc(iw*sar/2)*2':ih,setsar=1," + sized() + ",setsar=1";
    }

    private String sized() {
        if (width == null) {
            return "scale=-2:" + height;
        }
        if (height == null) {
            return "scale=" + width + ":-2";
        }
        var size = width + ":" + height;
        return switch (fit) {
            case CROP -> "scale=" + size + ":force_original_aspect_ratio=increase,crop=" + size;
            case CLIP -> "scale=" + size + ":force_original_aspect_ratio=decrease";
            case SCALE -> "scale=" + size;
            case FILL ->
                "scale=" + size + ":force_original_aspect_ratio=decrease,pad=" + size + ":(ow-iw)/2:(oh-ih)/2:black";
        };
    }
}
