package dev.kinora.captions;

import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperSamplingStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * whisper.cpp in this process, with a model of the operator's. It runs on a thread of its own: it cannot be stopped within a piece, and
 * whoever does not want it any more does not wait for that.
 */
final class Whisper implements SpeechEngine {
    /** It hears half a minute at a time, whatever it is given. */
    private static final Duration PIECE = Duration.ofMinutes(1);

    private static final int MILLISECONDS = 10;
    private static final String NOTHING = "[BLANK_AUDIO]";
    /** It tells nobody but its log which language it found. */
    private static final Pattern FOUND = Pattern.compile("auto-detected language: ([a-z]{2,3})\\b");

    private static final AtomicReference<@Nullable String> LANGUAGE = new AtomicReference<>();

    private final WhisperModel model;
    private final int threads;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("whisper").daemon().factory());
    private @Nullable WhisperJNI whisper;
    private @Nullable WhisperContext context;

    Whisper(WhisperModel model, int threads) {
        this.model = model;
        this.threads = threads;
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
            return thread.submit(() -> heard(piece, language)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineFailed failed) {
                throw failed;
            }
            throw EngineFailed.forGood(
                    "whisper-failed",
                    "Whisper could not be run on this machine. Whoever runs this Kinora finds the reason in its log.",
                    e.getCause());
        }
    }

    private Heard heard(Sound piece, Optional<String> language) throws IOException {
        var jni = whisper;
        var loaded = context;
        if (jni == null || loaded == null) {
            jni = library();
            loaded = jni.init(model.file());
            if (loaded == null) {
                throw WhisperModel.unreadable(null);
            }
            whisper = jni;
            context = loaded;
        }
        var samples = piece.floats();
        LANGUAGE.set(null);
        if (jni.full(loaded, wishes(language, jni.isMultilingual(loaded)), samples, samples.length) != 0) {
            throw new EngineFailed(
                    "whisper-failed", "Whisper could not read a part of the sound.", true, Duration.ZERO, null);
        }
        return read(jni, loaded, piece.milliseconds());
    }

    private static WhisperJNI library() throws IOException {
        // Loading it twice does nothing.
        WhisperJNI.loadLibrary();
        WhisperJNI.setLibraryLogger(line -> {
            var found = FOUND.matcher(line);
            if (found.find()) {
                LANGUAGE.set(found.group(1));
            }
        });
        return new WhisperJNI();
    }

    private WhisperFullParams wishes(Optional<String> language, boolean multilingual) throws EngineFailed {
        var wanted = language.map(tag -> Locale.forLanguageTag(tag).getLanguage());
        if (!multilingual && wanted.filter(code -> !code.equals("en")).isPresent()) {
            throw EngineFailed.forGood(
                    "whisper-language", "The model that writes captions here knows English alone.", null);
        }
        var wishes = new WhisperFullParams(WhisperSamplingStrategy.GREEDY);
        wishes.language = multilingual ? wanted.orElse("auto") : "en";
        wishes.nThreads = threads;
        wishes.printProgress = false;
        wishes.printTimestamps = false;
        wishes.suppressNonSpeechTokens = true;
        return wishes;
    }

    private static Heard read(WhisperJNI jni, WhisperContext loaded, long milliseconds) {
        var said = new ArrayList<Said>();
        var latest = 0L;
        for (var index = 0; index < jni.fullNSegments(loaded); index++) {
            var text = String.valueOf(jni.fullGetSegmentText(loaded, index)).strip();
            var start = Math.max(latest, jni.fullGetSegmentTimestamp0(loaded, index) * MILLISECONDS);
            var end = Math.min(milliseconds, jni.fullGetSegmentTimestamp1(loaded, index) * MILLISECONDS);
            if (end > start && !text.isEmpty() && !text.equals(NOTHING)) {
                said.add(new Said(start, end, text));
                latest = start;
            }
        }
        return new Heard(Optional.ofNullable(LANGUAGE.get()), said);
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (whisper != null && context != null) {
                whisper.free(context);
            }
        });
        thread.shutdown();
    }
}
