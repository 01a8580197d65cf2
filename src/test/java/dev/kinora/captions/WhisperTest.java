package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * whisper.cpp as it is shipped, with a model that has its form and no weights: what it hears means nothing, but all of the way to it is
 * gone.
 */
class WhisperTest {
    private static final int WORDS = 50_257;

    @TempDir
    private Path folder;

    private static byte[] model() {
        return model(220);
    }

    /** @param space which word is the space; none where it is negative */
    private static byte[] model(int space) {
        var bytes = new ByteArrayOutputStream();
        numbers(bytes, 0x67676d6c, 51_865, 1_500, 64, 1, 4, 448, 64, 1, 4, 80, 1, 80, 201);
        bytes.writeBytes(new byte[4 * 80 * 201]);
        numbers(bytes, WORDS);
        for (var word = 0; word < WORDS; word++) {
            // The space is looked for by its name.
            var text = (word == space ? " " : "w" + word).getBytes(StandardCharsets.US_ASCII);
            numbers(bytes, text.length);
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }

    private static void numbers(ByteArrayOutputStream bytes, int... numbers) {
        for (var number : numbers) {
            bytes.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
        }
    }

    private EngineFailed refused(byte[] file) throws IOException {
        var path = Files.write(folder.resolve("model.bin"), file);
        return catchThrowableOfType(EngineFailed.class, () -> {
            try (var whisper = new Whisper(WhisperModel.of(path), 1)) {
                whisper.hear(noise(), Optional.of("en"));
            }
        });
    }

    private static Sound noise() {
        var pcm = new byte[3 * Sound.RATE * Sound.BYTES];
        new Random(7).nextBytes(pcm);
        return new Sound(0, pcm);
    }

    @Test
    void library_is_loaded_and_a_model_is_run() throws Exception {
        var path = Files.write(folder.resolve("ggml-test.bin"), model());

        try (var whisper = new Whisper(WhisperModel.of(path), 2)) {
            var heard = whisper.hear(noise(), Optional.of("en"));

            assertThat(heard.said()).allSatisfy(said -> assertThat(said.end()).isLessThanOrEqualTo(3_000));
            assertThat(whisper.name()).isEqualTo("whisper.cpp, ggml-test.bin");
        }
    }

    @Test
    void languages_are_asked_for_by_the_names_whisper_has_and_unknown_ones_not_at_all() throws Exception {
        var path = Files.write(folder.resolve("ggml-test.bin"), model());
        try (var whisper = new Whisper(WhisperModel.of(path), 2)) {
            assertThat(whisper.hear(noise(), Optional.of("nb")).said()).isNotNull();

            var refused = catchThrowableOfType(EngineFailed.class, () -> whisper.hear(noise(), Optional.of("vo")));
            assertThat(refused.code()).isEqualTo("whisper-language");
        }
    }

    @Test
    void file_that_is_no_model_is_told_and_takes_nothing_with_it() throws IOException {
        var whole = model();
        var random = new byte[10_000];
        new Random(5).nextBytes(random);
        var wrongSize = whole.clone();
        ByteBuffer.wrap(wrongSize).order(ByteOrder.LITTLE_ENDIAN).putInt(12, Integer.MAX_VALUE);

        for (var file : new byte[][] {
            {},
            "ggml".getBytes(StandardCharsets.US_ASCII),
            random,
            wrongSize,
            Arrays.copyOf(whole, 40),
            Arrays.copyOf(whole, 1_000),
            Arrays.copyOf(whole, whole.length / 2)
        }) {
            assertThat(refused(file).code()).isEqualTo("whisper-model-unreadable");
        }
    }

    @Test
    void model_that_native_code_falls_over_takes_its_own_process_alone() throws IOException {
        assertThat(refused(model(-1)).code()).isEqualTo("whisper-failed");
    }

    @Test
    void who_does_not_want_it_any_more_does_not_wait() throws Exception {
        var path = Files.write(folder.resolve("ggml-test.bin"), model());
        try (var whisper = new Whisper(WhisperModel.of(path), 1)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> whisper.hear(noise(), Optional.of("en"))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void file_that_is_not_there_is_told() {
        var failure = catchThrowableOfType(EngineFailed.class, () -> WhisperModel.of(folder.resolve("none.bin")));

        assertThat(failure.code()).isEqualTo("whisper-model-missing");
        assertThat(failure.sentence()).contains("kinora.captions.whisper.model");
    }
}
