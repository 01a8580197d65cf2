package dev.kinora.captions;

import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperSamplingStrategy;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * whisper.cpp in a process of its own, which it takes along when it falls: reads pieces of sound from its standard input, until that
 * ends, and writes what it heard to its standard output.
 */
final class WhisperProcess {
    static final int HEARD = 0;
    static final int NO_MODEL = 1;
    static final int ENGLISH_ALONE = 2;
    static final int UNHEARD = 3;
    static final int NO_LIBRARY = 4;
    static final int READY = 5;

    private static final int MILLISECONDS = 10;
    private static final String ENGLISH = "en";
    /** It tells nobody but its log which language it found. */
    private static final Pattern FOUND = Pattern.compile("auto-detected language: ([a-z]{2,3})\\b");

    private final WhisperJNI whisper = new WhisperJNI();
    private final AtomicReference<@Nullable String> found = new AtomicReference<>();
    private final DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    private final DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    private final Path model;
    private final int threads;

    private WhisperProcess(Path model, int threads) {
        this.model = model;
        this.threads = threads;
    }

    /** @param arguments the model's file, and how many threads it may have */
    public static void main(String[] arguments) throws IOException {
        var process = new WhisperProcess(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        try {
            WhisperJNI.loadLibrary();
        } catch (IOException | UnsatisfiedLinkError e) {
            process.say(NO_LIBRARY);
            throw e;
        }
        process.run();
    }

    private void say(int word) throws IOException {
        out.writeByte(word);
        out.flush();
    }

    private void run() throws IOException {
        WhisperJNI.setLibraryLogger(line -> {
            var said = FOUND.matcher(line);
            if (said.find()) {
                found.set(said.group(1));
            }
        });
        // It is null where the file is no model.
        @Nullable WhisperContext context = whisper.init(model);
        say(READY);
        for (var language = in.readUTF(); ; language = in.readUTF()) {
            var piece = new Sound(0, in.readNBytes(in.readInt()));
            if (context == null) {
                out.writeByte(NO_MODEL);
            } else {
                answer(context, language, piece);
            }
            out.flush();
        }
    }

    private void answer(WhisperContext context, String language, Sound piece) throws IOException {
        var multilingual = whisper.isMultilingual(context);
        if (!multilingual && !language.isEmpty() && !language.equals(ENGLISH)) {
            out.writeByte(ENGLISH_ALONE);
            return;
        }
        found.set(null);
        var samples = piece.floats();
        var wishes = wishes(multilingual ? language.isEmpty() ? "auto" : language : ENGLISH);
        if (whisper.full(context, wishes, samples, samples.length) != 0) {
            out.writeByte(UNHEARD);
            return;
        }
        out.writeByte(HEARD);
        out.writeUTF(Objects.requireNonNullElse(multilingual ? found.get() : ENGLISH, ""));
        var segments = whisper.fullNSegments(context);
        out.writeInt(segments);
        for (var index = 0; index < segments; index++) {
            out.writeLong(whisper.fullGetSegmentTimestamp0(context, index) * MILLISECONDS);
            out.writeLong(whisper.fullGetSegmentTimestamp1(context, index) * MILLISECONDS);
            var text =
                    String.valueOf(whisper.fullGetSegmentText(context, index)).getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
    }

    private WhisperFullParams wishes(String language) {
        var wishes = new WhisperFullParams(WhisperSamplingStrategy.GREEDY);
        wishes.language = language;
        wishes.nThreads = threads;
        wishes.printProgress = false;
        wishes.printTimestamps = false;
        wishes.suppressNonSpeechTokens = true;
        return wishes;
    }
}
