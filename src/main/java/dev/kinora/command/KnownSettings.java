package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * No setting is overlooked for a letter. Spring lets unknown ones pass among the JVM's properties, which is where operators
 * put them; copied into a source of their own they are checked like those of a file.
 */
record KnownSettings(ConfigurableEnvironment environment) {
    private static final String PREFIX = "kinora.";
    private static final Set<String> MODULES = Set.of(
            "platform",
            "http",
            "mail",
            "identity",
            "jobs",
            "storage",
            "media",
            "uploads",
            "outbound",
            "processing",
            "playback",
            "captions",
            "chaptering");

    void require() {
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                Set.of(listed.getPropertyNames()).forEach(KnownSettings::requireModule);
            }
        }
        var given = new LinkedHashMap<String, Object>();
        environment.getSystemProperties().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                given.put(name, value);
            }
        });
        environment.getPropertySources().addFirst(new MapPropertySource("settings of the JVM", Map.copyOf(given)));
    }

    private static void requireModule(String name) {
        if (name.startsWith(PREFIX)
                && !MODULES.contains(name.substring(PREFIX.length()).split("[.\\[]", 2)[0])) {
            throw new Refusal("There is no setting " + name + ".", "docs/operations.md lists those there are.");
        }
    }
}
