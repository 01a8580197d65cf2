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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** Of a model from a slow disk, and of a piece on a slow machine: what takes longer has stopped. */
    private static final Duration LONGEST_BEGINNING = Duration.ofMinutes(10);

    private static final Duration LONGEST_PIECE = Duration.ofMinutes(30);
    /** As whisper.cpp names languages; another name it would take for none, and hear something. */
    private static final Set<String> KNOWN = Set.of(
            ("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te"
                            + " fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am"
                            + " yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue")
                    .split(" "));

    private static final Map<String, String> OTHERWISE = Map.of("nb", "no", "jv", "jw", "fil", "tl", "iw", "he");

    private final WhisperModel model;
    private final Path folder;
    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;
    private boolean hasBegun;

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
            var asked = language.isEmpty() ? "" : known(language.get());
            begin();
            to.writeUTF(asked);
            to.writeInt(piece.pcm().length);
            to.write(piece.pcm());
            to.flush();
            waitForWord(LONGEST_PIECE);
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

    private static String known(String tag) throws EngineFailed {
        var language = Locale.forLanguageTag(tag).getLanguage();
        var name = OTHERWISE.getOrDefault(language, language);
        if (!KNOWN.contains(name)) {
            throw EngineFailed.forGood(
                    "whisper-language", "The model that writes captions here does not know this language.", null);
        }
        return name;
    }

    /** Writing to it cannot be interrupted either, and before it has its model it reads nothing. */
    private void begin() throws IOException, InterruptedException, EngineFailed {
        if (hasBegun) {
            return;
        }
        waitForWord(LONGEST_BEGINNING);
        if (from.readUnsignedByte() == WhisperProcess.NO_LIBRARY) {
            throw EngineFailed.forGood(
                    "whisper-failed",
                    "Whisper's own library cannot be loaded on this machine. docs/captions.md says what it needs.",
                    null);
        }
        hasBegun = true;
    }

    /** Reading from a process cannot be interrupted. */
    private void waitForWord(Duration longest) throws IOException, InterruptedException, EngineFailed {
        var since = System.nanoTime();
        while (from.available() == 0 && process.isAlive()) {
            if (System.nanoTime() - since > longest.toNanos()) {
                throw new EngineFailed(
                        "whisper-failed",
                        "Whisper said nothing for " + longest.toMinutes() + " minutes and was ended.",
                        true,
                        Duration.ZERO,
                        null);
            }
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
