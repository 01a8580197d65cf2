package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.editions.Editions;
import dev.kinora.editions.Hearing;
import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What owners want done to their films: sound of the usual loudness, a picture laid over them. */
class WishesTest {
    private static Cinema cinema;
    private static Path quiet;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
        quiet = Clips.made(
                "quiet-silent-quiet.mp4",
                "-f",
                "lavfi",
                "-i",
                "color=c=0x000080:size=320x180:rate=25:duration=12",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='if(between(t,4,7),0,0.02*sin(440*2*PI*t))':d=12:s=48000",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    private static Hearing heard(UUID video) {
        return Caller.system("test")
                .call(() -> cinema.kinora()
                        .bean(Editions.class)
                        .hearing(cinema.edition(video).id())
                        .orElseThrow());
    }

    private static double number(@Nullable BigDecimal measured) {
        return Objects.requireNonNull(measured).doubleValue();
    }

    private static String at(UUID video) {
        return "/api/v1/videos/" + video + "/processing";
    }

    @Test
    void loudness_and_silences_are_kept() {
        var video = cinema.show(quiet);

        var heard = heard(video);

        assertThat(number(heard.loudness())).isBetween(-40.0, -33.0);
        assertThat(number(heard.truePeak())).isBetween(-35.5, -33.0);
        assertThat(heard.silences()).hasSize(1);
        assertThat(heard.silences().getFirst().start().doubleValue()).isBetween(3.9, 4.2);
        assertThat(heard.silences().getFirst().end().doubleValue()).isBetween(6.9, 7.2);
        assertThat(cinema.processing(video).at("/sound/loudness").asDouble()).isEqualTo(number(heard.loudness()));
    }

    @Test
    void sound_is_brought_to_the_usual_loudness_on_request() {
        var video = cinema.show(quiet);
        var set = cinema.ask("PUT", at(video), "{\"evenLoudness\":true}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);

        cinema.makeAgain(video);

        var heard = heard(video);
        assertThat(number(heard.loudness())).isBetween(-17.0, -15.0);
        assertThat(number(heard.truePeak())).isLessThanOrEqualTo(-1.0);
        var sound = cinema.edition(video).sound().orElseThrow();
        assertThat(sound.seconds()).isBetween(11.9, 12.15);
        assertThat(loudness(cinema.together(cinema.edition(video), sound))).isBetween(-17.0, -15.0);
    }

    /** By another measure than the one that was taken on the way. */
    private static double loudness(Path sound) {
        var said = Asked.ffmpeg("-nostats", "-i", sound.toString(), "-af", "ebur128", "-f", "null", "-");
        var at = said.lastIndexOf("I:");
        return Double.parseDouble(
                said.substring(at + 2, said.indexOf("LUFS", at)).strip());
    }

    @Test
    void mark_is_laid_over_the_film_where_its_owner_wants_it() throws IOException {
        var video = cinema.show(quiet);
        var none = cinema.ask("PUT", at(video), "{\"watermark\":true}");
        assertThat(none.statusCode()).as(none.body()).isEqualTo(409);
        assertThat(none.body()).contains("no-watermark");

        var sent = cinema.ask(
                "PUT",
                "/api/v1/account/watermark",
                form(mark()),
                "Content-Type",
                "multipart/form-data; boundary=border");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        var placed = cinema.ask(
                "PATCH",
                "/api/v1/account/watermark",
                "{\"position\":\"lowerLeft\",\"scale\":25,\"opacity\":100,\"padding\":0}");
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(200);
        assertThat(cinema.ask("PUT", at(video), "{\"watermark\":true}").statusCode())
                .isEqualTo(200);
        cinema.makeAgain(video);

        var edition = cinema.edition(video);
        for (var rung : edition.rungs()) {
            var picture = picture(cinema.together(edition, rung));
            assertThat(new Color(picture.getRGB(5, picture.getHeight() - 5)).getRed())
                    .as("the mark, bottom left of " + rung.name())
                    .isGreaterThan(200);
            assertThat(new Color(picture.getRGB(picture.getWidth() - 5, 5)).getRed())
                    .as("the film, top right of " + rung.name())
                    .isLessThan(60);
        }
    }

    @Test
    void mark_that_is_no_picture_is_refused() {
        cinema.show(Clips.mp4());

        var sent = cinema.ask(
                "PUT",
                "/api/v1/account/watermark",
                form("no picture".getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "multipart/form-data; boundary=border");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(422);
    }

    private static byte[] mark() throws IOException {
        var picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_ARGB);
        for (var row = 0; row < 80; row++) {
            for (var column = 0; column < 80; column++) {
                picture.setRGB(column, row, Color.RED.getRGB());
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] form(byte[] file) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mark.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(file);
        bytes.writeBytes("\r\n--border--\r\n".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static BufferedImage picture(Path film) throws IOException {
        var file = Path.of(film + ".png");
        Asked.ffmpeg("-y", "-i", film.toString(), "-frames:v", "1", file.toString());
        return ImageIO.read(file.toFile());
    }
}
