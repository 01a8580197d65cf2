package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a folder under the name of a film and is none. */
class LeftOutTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.copy(Clips.mp4(), folder.resolve("harbour.mp4"));
        Files.writeString(folder.resolve("minutes.MP4"), "Minutes of the meeting\n");
        Files.writeString(folder.resolve("nothing.mp4"), "");
        Files.writeString(
                Files.createDirectories(folder.resolve("more")).resolve("list.mp4"),
                "#EXTM3U\n#EXT-X-VERSION:3\nhttps://example.org/film.ts\n");
        Files.writeString(folder.resolve("notes.txt"), "What nobody took for a film.\n");
        Files.writeString(folder.resolve(".hidden.mp4"), "");
    }

    @Test
    void each_file_named_like_a_film_that_is_none_is_told_with_the_reason() throws IOException {
        var found = FilmFolder.of(folder);

        assertThat(found.films()).containsExactly(folder.resolve("harbour.mp4"));
        assertThat(found.leftOut())
                .extracting(each -> folder.relativize(each.file()) + ": " + each.why())
                .containsExactly(
                        "minutes.MP4: it is a text",
                        "more/list.mp4: it is a playlist, which only names films",
                        "nothing.mp4: it is empty");
    }

    @Test
    void what_lies_in_the_trash_stays_there() throws IOException {
        var trash = Files.createDirectories(folder.resolve(".Trash-1000/files"));
        Files.copy(Clips.mp4(), trash.resolve("deleted.mp4"));
        Files.writeString(trash.resolve("empty.mp4"), "");
        var films = Files.createDirectories(folder.resolve(".films"));
        Files.copy(Clips.mp4(), films.resolve("meant.mp4"));

        var found = FilmFolder.of(folder);

        assertThat(found.films()).containsExactly(folder.resolve("harbour.mp4"));
        assertThat(found.leftOut()).hasSize(3);
        assertThat(FilmFolder.of(films).films()).containsExactly(films.resolve("meant.mp4"));
    }

    /** Whoever runs the tests may be allowed to open every folder, but not one whose name is longer than names may be. */
    @Test
    void folder_that_cannot_be_opened_is_left_out_and_the_others_are_not() throws IOException {
        var more = folder.resolve("more");
        Files.createDirectories(more.resolve(("d".repeat(200) + "/").repeat(15)));
        var deep = Files.createDirectories(folder.resolve(("e".repeat(200) + "/").repeat(8)));
        var away = Files.move(more, deep.resolve("more"));
        try {
            var found = FilmFolder.of(folder);

            assertThat(found.films()).containsExactly(folder.resolve("harbour.mp4"));
            assertThat(found.leftOut())
                    .filteredOn(each -> each.why().equals("it cannot be read"))
                    .singleElement()
                    .matches(each -> each.file().startsWith(away));
            assertThatThrownBy(() -> FilmFolder.of(folder.resolve("nowhere"))).isInstanceOf(IOException.class);
        } finally {
            Files.move(away, more);
        }
    }

    @Test
    void upload_of_a_folder_names_what_it_leaves_out_and_counts_it() {
        try (var kinora = RunningKinora.start()) {
            var environment = Map.of(
                    "KINORA_URL",
                    kinora.url(""),
                    "KINORA_KEY",
                    People.member(kinora, "ada").key(ApiScope.values()),
                    "XDG_STATE_HOME",
                    folder.resolve(".state").toString());

            var said = upload(environment);

            assertThat(said)
                    .contains("minutes.MP4  left out: it is a text", "nothing.mp4  left out: it is empty")
                    .contains("more/list.mp4  left out: ", "harbour.mp4  uploaded", "3 files left out.")
                    .doesNotContain("notes.txt", ".hidden.mp4");
        }
    }

    private String upload(Map<String, String> environment) {
        var said = new ByteArrayOutputStream();
        var err = System.err;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(to);
            KinoraCommand.run(new String[] {"upload", folder.toString()}, environment);
            return said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(err);
        }
    }
}
