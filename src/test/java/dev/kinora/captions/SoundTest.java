package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Pieces of sound, told by what is heard in them. */
class SoundTest {
    /** Seconds of a tone, with silence between two of them. */
    private static Sound tone(double seconds, double quietFrom, double quietTo) {
        var pcm = new byte[(int) (seconds * Sound.RATE) * Sound.BYTES];
        for (var index = 0; index < pcm.length / 2; index++) {
            var second = index / (double) Sound.RATE;
            var quiet = second >= quietFrom && second < quietTo;
            var value = quiet ? 0 : (int) (8_000 * Math.sin(2 * Math.PI * 300 * second));
            pcm[2 * index] = (byte) value;
            pcm[2 * index + 1] = (byte) (value >> 8);
        }
        return new Sound(32_000, pcm);
    }

    @Test
    void piece_ends_where_it_is_quiet() {
        var piece = tone(10, 7, 7.6).untilQuiet();

        assertThat(piece.milliseconds()).isBetween(7_000L, 7_600L);
        assertThat(piece.start()).isEqualTo(2_000);
    }

    @Test
    void silence_at_its_beginning_is_no_place_to_end() {
        assertThat(tone(10, 1, 2).untilQuiet().milliseconds()).isGreaterThan(5_000);
    }

    @Test
    void of_a_long_silence_the_end_is_taken() {
        assertThat(tone(10, 6, 9).untilQuiet().milliseconds()).isBetween(8_700L, 9_000L);
    }

    @Test
    void silence_is_told_from_sound() {
        assertThat(tone(3, 0, 3).isSilent()).isTrue();
        assertThat(tone(3, 0, 2.9).isSilent()).isFalse();
        assertThat(new Sound(0, new byte[0]).isSilent()).isTrue();
    }

    @Test
    void it_is_written_as_a_wav_file() {
        var wav = tone(1, 0, 0).wav();

        assertThat(wav).hasSize(44 + 32_000);
        assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(new String(wav, 36, 4, StandardCharsets.US_ASCII)).isEqualTo("data");
    }
}
