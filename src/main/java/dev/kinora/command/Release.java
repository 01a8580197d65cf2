package dev.kinora.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Kinora this is. */
final class Release implements IVersionProvider {
    static String version() {
        try (var stream = Release.class.getResourceAsStream("/META-INF/build-info.properties")) {
            var properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("build.version", "unreleased");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Kinora " + version()};
    }
}
