package dev.kinora.command;

import dev.kinora.database.DataDirectory;
import dev.kinora.database.Database;
import dev.kinora.database.Refusal;
import java.nio.file.Files;
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
        if (data != null && data.toString().isBlank()) {
            throw new Refusal("--data is empty.", "Name a directory, or leave --data out.");
        }
        var named = environment.getOrDefault("KINORA_DATA", "");
        return data != null ? data : Path.of(named.isBlank() ? "data" : named);
    }

    DataDirectory directory() {
        return DataDirectory.at(dataPath());
    }

    /** Whether anything has ever run on the data directory. */
    boolean isLaidOut() {
        return Files.exists(dataPath().resolve("kinora.lock"));
    }

    boolean external() {
        return Database.isExternal(environment);
    }

    Database visit(String command) {
        return Database.visit(directory(), environment, command);
    }
}
