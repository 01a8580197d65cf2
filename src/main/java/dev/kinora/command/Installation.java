package dev.kinora.command;

import dev.kinora.database.DataDirectory;
import dev.kinora.database.Database;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command must know: where this installation keeps its data, and its environment. */
final class Installation {
    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where keys, the embedded database and media are kept. Else KINORA_DATA, else ./data.")
    private @Nullable Path data;

    Installation(Map<String, String> environment) {
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path dataPath() {
        return data != null ? data : Path.of(environment.getOrDefault("KINORA_DATA", "data"));
    }

    DataDirectory directory() {
        return DataDirectory.at(dataPath());
    }

    boolean external() {
        return Database.isExternal(environment);
    }

    Database visit(String command) {
        return Database.visit(directory(), environment, command);
    }
}
