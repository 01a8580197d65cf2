package dev.kinora.captions;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** whisper.cpp, begun for a film and ended after it: what goes wrong in native code takes one process along, and not this one. */
final class Whisper implements SpeechEngine {
    /** It hears half a minute at a time, whatever it is given. */
    private static final Duration PIECE = Duration.ofMinutes(1);

    private static final String NOTHING = "[BLANK_AUDIO]";
    private static final int MOST_SAID = 10_000;
    private static final int LONGEST_TEXT = 5_000;
    /** Somebody ended it, the kernel perhaps for want of memory. */
    private static final List<Integer> KILLED = List.of(137, 143);

    private final WhisperModel model;
    private final Path folder;
    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;

    Whisper(WhisperModel model, int threads) throws EngineFailed {
        this.model = model;
        try {
            // What it unpacks there goes with it.
            this.folder = Files.createTempDirectory("kinora-whisper");
            this.process = start(model, threads, folder);
        } catch (IOException e) {
            throw EngineFailed.forGood("whisper-failed", "Whisper could not be begun on this machine.", e);
        }
        this.to = new DataOutputStream(process.getOutputStream());
        this.from = new DataInputStream(process.getInputStream());
    }

    private static Process start(WhisperModel model, int threads, Path folder) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                WhisperProcess.class.getName(),
                model.file().toAbsolutePath().toString(),
                Integer.toString(threads));
        // Nothing of Kinora's own, passwords least of all, is its business.
        builder.environment().clear();
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Override
    public String name() {
        return "whisper.cpp, " + model.name();
    }

    @Override
    public Duration longestPiece() {
        return PIECE;
    }

    @Override
    public Heard hear(Sound piece, Optional<String> language) throws EngineFailed, InterruptedException {
        try {
            to.writeUTF(language.map(tag -> Locale.forLanguageTag(tag).getLanguage())
                    .orElse(""));
            to.writeInt(piece.pcm().length);
            to.write(piece.pcm());
            to.flush();
            waitForWord();
            return switch (from.readUnsignedByte()) {
                case WhisperProcess.HEARD -> heard(piece.milliseconds());
                case WhisperProcess.NO_MODEL -> throw WhisperModel.unreadable(null);
                case WhisperProcess.ENGLISH_ALONE ->
                    throw EngineFailed.forGood(
                            "whisper-language", "The model that writes captions here knows English alone.", null);
                default ->
                    throw EngineFailed.forGood("whisper-failed", "Whisper could not read a part of the sound.", null);
            };
        } catch (EngineFailed failure) {
            throw failure;
        } catch (IOException e) {
            throw fallen(e);
        }
    }

    /** Reading from a process cannot be interrupted. */
    private void waitForWord() throws IOException, InterruptedException {
        while (from.available() == 0 && process.isAlive()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private Heard heard(long milliseconds) throws IOException {
        var language = from.readUTF();
        var count = Math.clamp(from.readInt(), 0, MOST_SAID);
        var said = new ArrayList<Said>();
        var latest = 0L;
        for (var index = 0; index < count; index++) {
            var start = Math.max(latest, from.readLong());
            var end = Math.min(milliseconds, from.readLong());
            var text = new String(from.readNBytes(from.readInt()), StandardCharsets.UTF_8).strip();
            if (end > start && !text.isEmpty() && text.length() <= LONGEST_TEXT && !text.equals(NOTHING)) {
                said.add(new Said(start, end, text));
                latest = start;
            }
        }
        return new Heard(Optional.of(language).filter(it -> !it.isEmpty()), said);
    }

    private EngineFailed fallen(IOException cause) throws InterruptedException {
        var exit = process.waitFor();
        return new EngineFailed(
                "whisper-failed",
                "Whisper ended unexpectedly (" + exit
                        + "). A model file that is damaged does that, or too little memory.",
                KILLED.contains(exit),
                Duration.ZERO,
                cause);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException _) {
            // The system's own clearing of such folders does it.
        }
    }
}
