package dev.kinora.captions;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file of whisper.cpp's whose beginning was read: what is read there natively believes every number in it, and takes the process
 * with it where one is wrong.
 */
record WhisperModel(Path file) {
    private static final int MAGIC = 0x67676d6c;
    private static final int VOCABULARY = 0;
    private static final int MELS = 9;
    private static final int KIND = 10;
    private static final int NUMBERS = 11;
    private static final int LARGEST_STATE = 16_384;
    private static final int MOST_WORDS = 200_000;
    private static final int LONGEST_WORD = 1_000;
    private static final int MOST_BANDS = 1_000;

    static WhisperModel of(Path file) throws EngineFailed {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw EngineFailed.forGood(
                    "whisper-model-missing",
                    "The model that writes captions is not where the settings say. Whoever runs this Kinora can mend that:"
                            + " kinora.captions.whisper.model.",
                    null);
        }
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            if (isWhole(in)) {
                return new WhisperModel(file);
            }
            throw unreadable(null);
        } catch (EngineFailed e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static EngineFailed unreadable(@Nullable IOException cause) {
        return EngineFailed.forGood(
                "whisper-model-unreadable",
                "The file that the settings name is no model of whisper.cpp's, or a part of it is missing. Whoever runs this"
                        + " Kinora can fetch it once more, such as ggml-base.bin.",
                cause);
    }

    private static boolean isWhole(InputStream in) throws IOException {
        if (number(in) != MAGIC) {
            return false;
        }
        var numbers = new int[NUMBERS];
        for (var index = 0; index < NUMBERS; index++) {
            numbers[index] = number(in);
            var most = index == VOCABULARY ? MOST_WORDS : LARGEST_STATE;
            if (numbers[index] < (index == KIND ? 0 : 1) || numbers[index] > most) {
                return false;
            }
        }
        var bands = number(in);
        var width = number(in);
        if (bands != numbers[MELS] || width < 1 || width > MOST_BANDS) {
            return false;
        }
        in.skipNBytes(4L * bands * width);
        return hasWords(in, numbers[VOCABULARY]);
    }

    private static boolean hasWords(InputStream in, int most) throws IOException {
        var words = number(in);
        if (words < 1 || words > most) {
            return false;
        }
        for (var word = 0; word < words; word++) {
            var length = number(in);
            if (length < 0 || length > LONGEST_WORD) {
                return false;
            }
            in.skipNBytes(length);
        }
        return true;
    }

    private static int number(InputStream in) throws IOException {
        var bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    String name() {
        return String.valueOf(file.getFileName());
    }
}
