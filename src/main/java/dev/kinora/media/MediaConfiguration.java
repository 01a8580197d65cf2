package dev.kinora.media;

import dev.kinora.platform.DataFolder;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class MediaConfiguration {
    /** For a picture, as whoever looks at a page has it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Bean
    Tool tool(MediaProperties properties, DataFolder data) {
        return new Tool(() -> programs(properties, data), properties.memory().toBytes());
    }

    /** Looked for when they are first needed: pages and the API do without them. */
    private static Programs programs(MediaProperties properties, DataFolder data) throws IOException {
        return Programs.find(
                properties.ffmpeg(), System.getenv(), data.of("programs").resolve("ffmpeg"));
    }

    @Bean
    Probe probe(Tool tool, MediaProperties properties, JsonMapper json) {
        return new Probe(tool, properties.probeTime(), json);
    }

    @Bean
    Ffmpeg ffmpeg(Tool tool, MediaProperties properties) {
        return new Ffmpeg(tool, properties.encodingMemory().toBytes());
    }

    @Bean
    Wrapping wrapping(Tool tool) {
        return new Wrapping(tool);
    }

    @Bean
    Stills stills(Tool tool) {
        return new Stills(tool, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
    }
}
