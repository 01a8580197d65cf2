package dev.kinora.processing;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param ladder shorter sides of the pictures that are made, where the film is as large
 * @param preset how much work x264 spends: ultrafast to veryslow
 * @param quality the constant rate factor of x264: less is better and larger
 * @param threads of an encoder; 0 for as many as there are cores for each place in the lane
 * @param pieceTime the longest that encoding one piece may take
 * @param aside how long a machine whose ffmpeg is another than a film was begun with keeps out of the way of those that have it
 */
@ConfigurationProperties(prefix = "kinora.processing", ignoreUnknownFields = false)
record ProcessingProperties(
        @DefaultValue({"2160", "1440", "1080", "720", "480", "360"})
        List<Integer> ladder,

        @DefaultValue("veryfast") String preset,
        @DefaultValue("23") int quality,
        @DefaultValue("0") int threads,
        @DefaultValue("6h") Duration pieceTime,
        @DefaultValue("10s") Duration aside) {}
