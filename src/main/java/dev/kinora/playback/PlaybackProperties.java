package dev.kinora.playback;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param pictures how much of the disk pictures made on demand may take
 * @param downloads how much of the disk downloads put together on demand may take; larger ones are refused
 * @param countryHeader into which a proxy before Kinora writes a viewer's country, such as CF-IPCountry; empty without one
 */
@ConfigurationProperties(prefix = "kinora.playback", ignoreUnknownFields = false)
record PlaybackProperties(
        @DefaultValue("256MB") DataSize pictures,
        @DefaultValue("20GB") DataSize downloads,
        @DefaultValue("") String countryHeader) {
    PlaybackProperties {
        if (pictures.toBytes() < 1 || downloads.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "kinora.playback.pictures and kinora.playback.downloads must be at least 1B");
        }
    }
}
