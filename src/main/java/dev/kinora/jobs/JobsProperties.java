package dev.kinora.jobs;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param lanes how many jobs at a time in which lane, where it is not as usual
 * @param only these lanes and no others, such as {@code encode=2,light}; empty for all
 * @param lease how long after its last sign of life a worker is held to be lost
 * @param grace how long running jobs may go on when the process is to stop
 * @param background whether this process works by itself
 */
@Validated
@ConfigurationProperties(prefix = "kinora.jobs", ignoreUnknownFields = false)
record JobsProperties(
        @DefaultValue @NotNull Map<String, Integer> lanes,
        @DefaultValue("") String only,
        @DefaultValue("20s") Duration lease,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("true") boolean background) {
    JobsProperties {
        if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("kinora.jobs.lease must be from 1s to 10m");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("kinora.jobs.grace must be from 0s to 10m");
        }
        lanes.forEach((lane, slots) -> {
            if (slots < 1 || slots > 9_999) {
                throw new IllegalArgumentException("kinora.jobs.lanes." + lane + " must be from 1 to 9999");
            }
        });
    }
}
