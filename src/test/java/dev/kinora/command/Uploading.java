package dev.kinora.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** ./kinora upload, in this process. */
record Uploading(String url, String key, Path state) {
    record Run(int status, String said) {}

    Run run(Path file) {
        var environment = Map.of("KINORA_URL", url, "KINORA_KEY", key, "XDG_STATE_HOME", state.toString());
        var said = new ByteArrayOutputStream();
        var err = System.err;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            var status = KinoraCommand.run(new String[] {"upload", file.toString()}, environment);
            return new Run(status, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }
}
