package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChaptersCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private record Said(int status, String out, String err) {}

    private static Said chapters(Object... arguments) {
        var line = new String[arguments.length + 1];
        line[0] = "chapters";
        for (int i = 0; i < arguments.length; i++) {
            line[i + 1] = arguments[i].toString();
        }
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var before = System.out;
        var errBefore = System.err;
        try (var toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
                var toErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setOut(toOut);
            System.setErr(toErr);
            int status = KinoraCommand.run(line, Map.of());
            return new Said(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(errBefore);
        }
    }

    private Path file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static JsonNode json(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    /** Three subjects, a minute each. */
    private static String units(boolean timed) {
        var document = MAPPER.createObjectNode();
        var units = document.putArray("units");
        var times = document.putArray("times");
        for (int i = 0; i < 36; i++) {
            units.add(sentence(i));
            times.addArray().add(i * 5).add(i * 5 + 5);
        }
        return (timed ? document : document.without("times")).toString();
    }

    private static String sentence(int i) {
        var words = new String[][] {{"bread", "flour"}, {"rocket", "comet"}, {"violin", "melody"}}[i / 12];
        return "The " + words[i % 2] + " was near the " + words[(i / 2) % 2] + ".";
    }

    private static String captions() {
        var text = new StringBuilder();
        for (int i = 0; i < 36; i++) {
            text.append(String.format(
                    "%d%n00:%02d:%02d,000 --> 00:%02d:%02d,000%n%s%n%n",
                    i + 1, i * 5 / 60, i * 5 % 60, (i * 5 + 4) / 60, (i * 5 + 4) % 60, sentence(i)));
        }
        return text.toString();
    }

    @Test
    void list_can_be_pasted_as_it_is() throws IOException {
        var said = chapters(file("talk.srt", captions()));

        assertThat(said.status()).isZero();
        assertThat(said.out().lines()).hasSize(3).allMatch(line -> line.matches("\\d:\\d\\d \\S.*"));
        assertThat(said.out()).startsWith("0:00 ").contains("\n1:00 ", "\n2:00 ");
    }

    @Test
    void units_with_times_become_a_file_with_chapters_and_boundaries() throws IOException {
        file("in/deep/talk.json", units(true));

        var said = chapters(folder.resolve("in"), "--out", folder.resolve("out"));

        assertThat(said.status()).isZero();
        assertThat(said.out()).isEmpty();
        var written = json(folder.resolve("out/deep/talk.json"));
        assertThat(written.path("id").asString()).isEqualTo("talk");
        assertThat(written.path("boundaries").toString()).isEqualTo("[12,24]");
        var second = written.path("chapters").path(1);
        assertThat(second.path("start").asDouble()).isEqualTo(60);
        assertThat(second.path("end").asDouble()).isEqualTo(120);
        assertThat(second.path("unit").asInt()).isEqualTo(12);
        assertThat(second.path("title").asString()).isNotBlank();
        assertThat(second.path("confidence").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void without_times_none_are_told() throws IOException {
        var text = String.join(
                "\n",
                MAPPER.readTree(units(false))
                        .path("units")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        chapters(file("a.json", units(false)), file("b.txt", text + "\n"), "--out", folder.resolve("out"));

        for (var name : new String[] {"a.json", "b.json"}) {
            var written = json(folder.resolve("out").resolve(name));
            assertThat(written.path("boundaries").toString()).isEqualTo("[12,24]");
            assertThat(written.path("chapters").path(0).has("start")).isFalse();
        }
        assertThat(chapters(folder.resolve("b.txt")).out())
                .startsWith("line 1 ")
                .contains("\nline 13 ");
    }

    @Test
    void captions_have_seconds_and_the_numbers_of_the_captions_in_which_chapters_begin() throws IOException {
        var said = chapters(file("talk.vtt", "WEBVTT\n\n" + captions().replace(",000", ".000")), "--json");

        var told = MAPPER.readTree(said.out());
        assertThat(told.path("chapters").path(1).path("start").asDouble()).isEqualTo(60);
        assertThat(told.path("boundaries").toString()).isEqualTo("[12,24]");
    }

    @Test
    void of_a_folder_each_line_of_json_tells_its_file() throws IOException {
        var one = file("talks/monday/talk.json", units(true));
        var other = file("talks/tuesday/talk.json", units(false));

        var said = chapters(folder.resolve("talks"), "--json");

        assertThat(said.out()
                        .lines()
                        .map(line -> MAPPER.readTree(line).path("file").asString()))
                .containsExactlyInAnyOrder(one.toString(), other.toString());
    }

    @Test
    void file_that_cannot_be_read_is_named_and_the_others_go_on() throws IOException {
        file("in/a.srt", "nothing");
        file("in/b.json", "{\"units\": [1, 2]}");
        file("in/c.json", "{\"units\": [\"One.\"], \"times\": [[3, 1]]}");
        file("in/d.json", "not json");
        file("in/e.txt", "  \n");
        file("in/endless.vtt", "WEBVTT\n" + "\n".repeat(500_001));
        file("in/f.srt", captions());

        var said = chapters(folder.resolve("in"), folder.resolve("missing.vtt"), "--out", folder.resolve("out"));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("a.srt  It holds no captions.")
                .contains("b.json  It has no list of texts called units.")
                .contains("c.json  The times of unit 0 are [3,1].")
                .contains("d.json  It is no JSON.")
                .contains("e.txt  It is empty.")
                .contains("endless.vtt  This file has more than half a million lines")
                .contains("missing.vtt  It is not a file that can be read.")
                .contains("1 file written to " + folder.resolve("out") + ", 7 refused.");
        assertThat(folder.resolve("out/f.json")).exists();
    }

    @Test
    void captions_beside_a_file_of_units_are_left_out_and_that_is_said() throws IOException {
        file("in/talk.json", units(true));
        file("in/talk.srt", captions());

        var said = chapters(folder.resolve("in"), "--out", folder.resolve("out"));

        assertThat(said.status()).isZero();
        assertThat(said.err()).contains("1 files left out");
        assertThat(json(folder.resolve("out/talk.json")).has("boundaries")).isTrue();
    }

    @Test
    void two_files_of_the_same_name_are_not_written_over_each_other() throws IOException {
        file("a/talk.json", units(true));
        file("b/talk.json", units(false));

        var folders = chapters(folder.resolve("a"), folder.resolve("b"), "--out", folder.resolve("out"));
        var files = chapters(
                folder.resolve("a/talk.json"), folder.resolve("b/talk.json"), "--out", folder.resolve("other"));

        assertThat(folders.status()).isZero();
        assertThat(folder.resolve("out/a/talk.json")).exists();
        assertThat(folder.resolve("out/b/talk.json")).exists();
        assertThat(files.status()).isEqualTo(1);
        assertThat(files.err()).contains("Another file has the same name");
    }

    @Test
    void captions_of_two_kinds_with_one_name_do_not_share_a_file() throws IOException {
        file("in/talk.srt", captions());
        file("in/talk.vtt", "WEBVTT\n\n" + captions().replace(",000", ".000"));

        var said = chapters(folder.resolve("in"), "--out", folder.resolve("out"));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("talk.vtt  Another file has the same name: the chapters of " + folder.resolve("in/talk.srt")
                        + " are in " + folder.resolve("out/talk.json"))
                .contains("1 file written to");
    }

    @Test
    void what_is_no_text_and_times_that_are_no_list_are_told() throws IOException {
        Files.write(
                folder.resolve("picture.txt"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        file("odd.json", "{\"units\": [\"One.\"], \"times\": {\"0\": [0, 1]}}");

        var said = chapters(folder.resolve("picture.txt"), folder.resolve("odd.json"));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("picture.txt  It is no text.").contains("odd.json  Its times are no list.");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void broken_line_of_captions_is_warned_of_by_its_number_and_the_rest_is_read() throws IOException {
        var talk = file("talk.srt", captions() + "37\n00:03:00,000 --> 00:02:00,000\nTurned about.\n");

        var said = chapters(talk);

        assertThat(said.status()).isZero();
        assertThat(said.err()).contains(talk + "  Left out: Line 146: ");
        assertThat(said.out().lines()).hasSize(3);
    }

    @Test
    void folder_without_such_files_is_refused() {
        var said = chapters(folder);

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("There is nothing to find chapters in");
    }
}
