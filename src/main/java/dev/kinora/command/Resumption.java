package dev.kinora.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers between two runs where an account's upload of a file goes on, or that it is there, for as long as the file is the same. */
final class Resumption {
    private static final String FINISHED = "finished";

    private final Path note;

    private Resumption(Path note) {
        this.note = note;
    }

    /** @param key of the account; another one has films of its own */
    static Resumption of(Path file, URI server, String key, Map<String, String> environment) throws IOException {
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        var folder = (state.isBlank()
                        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state")
                        : Path.of(state))
                .resolve("kinora/uploads");
        Files.createDirectories(folder);
        var whole = file.toRealPath();
        var known = server + "\n" + sha256(key) + "\n" + whole + "\n" + Files.size(whole) + "\n"
                + Files.getLastModifiedTime(whole);
        return new Resumption(folder.resolve(sha256(known)));
    }

    Optional<URI> upload() throws IOException {
        return line(0).filter(text -> !text.equals(FINISHED)).map(URI::create);
    }

    /** What it becomes there. */
    Optional<String> video() throws IOException {
        return line(1);
    }

    boolean isFinished() throws IOException {
        return line(0).equals(Optional.of(FINISHED));
    }

    void remember(URI upload, String video) throws IOException {
        Files.writeString(note, upload + "\n" + video + "\n");
    }

    void finish() throws IOException {
        Files.writeString(note, FINISHED + "\n" + video().orElse("") + "\n");
    }

    void forget() throws IOException {
        Files.deleteIfExists(note);
    }

    private Optional<String> line(int index) throws IOException {
        var lines = Files.exists(note) ? Files.readAllLines(note) : List.<String>of();
        return lines.size() > index && !lines.get(index).isBlank()
                ? Optional.of(lines.get(index).strip())
                : Optional.empty();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
