package dev.kinora.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param ffmpeg the program or its folder, ffprobe beside it; empty for the one on the PATH, else the one Kinora brings along
 * @param memory the most a program of ffmpeg's may take
 * @param encodingMemory the most an encoder may take, addresses it only reserves included
 * @param probeTime the longest a look at a file may take
 */
@ConfigurationProperties(prefix = "kinora.media", ignoreUnknownFields = false)
record MediaProperties(
        @DefaultValue("") String ffmpeg,
        @DefaultValue("4GB") DataSize memory,
        @DefaultValue("16GB") DataSize encodingMemory,
        @DefaultValue("60s") Duration probeTime) {}
