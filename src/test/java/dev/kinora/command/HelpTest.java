package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What the launcher says of the commands without them. With KINORA_WRITE_DOCS=1 the texts are written first. */
class HelpTest {
    private static final Path TEXTS = Path.of("src/main/help");
    private static final SortedMap<String, CommandLine> COMMANDS = new TreeMap<>();

    static {
        add("", new CommandLine(new KinoraCommand(), new CommandFactory(Map.of())));
    }

    private static void add(String before, CommandLine line) {
        line.getSubcommands().forEach((word, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                COMMANDS.put(before + word, command);
                add(before + word + "-", command);
            }
        });
    }

    static Stream<String> names() {
        return COMMANDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void kept_text_is_what_the_command_says_of_itself(String name) throws IOException {
        var said = Objects.requireNonNull(COMMANDS.get(name)).getUsageMessage(Ansi.OFF);
        var kept = TEXTS.resolve(name + ".txt");
        if ("1".equals(System.getenv("KINORA_WRITE_DOCS"))) {
            Files.writeString(kept, said);
        }

        assertThat(kept)
                .as("%s is out of date; write it with: KINORA_WRITE_DOCS=1 ./kinora test HelpTest", kept)
                .hasContent(said);
    }

    @Test
    void no_text_is_kept_of_a_command_that_there_is_not() throws IOException {
        try (var kept = Files.list(TEXTS)) {
            assertThat(kept.map(text -> text.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            names().map(name -> name + ".txt").toList());
        }
    }

    @Test
    void the_list_of_the_launcher_has_every_command() {
        try (var kinora =
                KinoraProcess.shell(Map.of(), Path.of("kinora").toAbsolutePath().toString(), "help")) {
            assertThat(kinora.exitCode()).isZero();
            assertThat(names().filter(name -> !name.startsWith("admin-")))
                    .allSatisfy(name -> assertThat(kinora.words()).containsPattern("(?m)^  " + name + " "));
        }
    }
}
