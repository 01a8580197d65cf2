package dev.kinora.uploads;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largest the largest file that is taken
 * @param patience how long an upload without a new byte is kept
 * @param stallAfter how long a server may send less than 64 KB of a film that is fetched before the line counts as broken
 */
@ConfigurationProperties(prefix = "kinora.uploads", ignoreUnknownFields = false)
record UploadsProperties(
        @DefaultValue("128GB") DataSize largest,
        @DefaultValue("24h") Duration patience,
        @DefaultValue("1m") Duration stallAfter) {
    UploadsProperties {
        if (largest.toBytes() < 1) {
            throw new IllegalArgumentException("kinora.uploads.largest must be at least 1B");
        }
        if (patience.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("kinora.uploads.patience must be at least 1m");
        }
        if (stallAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("kinora.uploads.stall-after must be at least 1s");
        }
    }
}
