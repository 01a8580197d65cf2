package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminCommandTest {
    @TempDir
    private Path data;

    private record Run(int status, String said) {}

    private Run admin(Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("KINORA_DATA", data.toString());
        var line = new String[arguments.length + 1];
        line[0] = "admin";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        var said = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(to);
            System.setErr(to);
            var status = KinoraCommand.run(line, all);
            return new Run(status, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void keys_are_rotated_where_the_installation_keeps_them() {
        var old = Secrets.of(data, "").encrypt("token", "c");

        var run = admin(Map.of(), "rotate-keys");

        assertThat(run.status()).isZero();
        assertThat(run.said()).contains("holds 2 keys");
        assertThat(Secrets.of(data, "").decrypt(old, "c")).isEqualTo("token");
    }

    @Test
    void a_keyset_elsewhere_is_named_by_the_environment() {
        var elsewhere = data.resolve("elsewhere.json");

        assertThat(admin(Map.of("KINORA_KEYSET", elsewhere.toString()), "rotate-keys")
                        .status())
                .isZero();

        assertThat(elsewhere).exists();
        assertThat(data.resolve("keys").resolve("secrets.json")).doesNotExist();
    }

    @Test
    void a_damaged_keyset_is_one_clear_sentence() throws Exception {
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys").resolve("secrets.json"), "nonsense");

        var run = admin(Map.of(), "rotate-keys");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("is damaged", "backup").doesNotContain("\tat ");
    }

    @Test
    void a_mail_test_says_in_words_what_is_wrong() {
        assertThat(admin(Map.of(), "mail-test", "lin@example.org").said()).contains("No mail server is configured");
        assertThat(admin(Map.of(), "mail-test", "lin").said()).contains("This is not a mail address: lin");

        var run = admin(
                Map.of(
                        "KINORA_MAIL_HOST", "localhost",
                        "KINORA_MAIL_PORT", "1",
                        "KINORA_MAIL_SECURITY", "none",
                        "KINORA_MAIL_FROM", "kinora@example.org"),
                "mail-test",
                "lin@example.org");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("the connection to localhost:1 was refused", "KINORA_MAIL_HOST");
    }

    @Test
    void a_mail_test_without_a_sender_says_so_and_what_to_set() {
        var run = admin(Map.of("KINORA_MAIL_HOST", "localhost"), "mail-test", "lin@example.org");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said().lines())
                .containsExactly(
                        "The mail settings are wrong: kinora.mail.from must be set when kinora.mail.host is.",
                        "Correct KINORA_MAIL_HOST, _PORT, _SECURITY (none, starttls, tls), _USERNAME, _PASSWORD and _FROM"
                                + " (the sender's address).");
    }

    @ParameterizedTest
    @CsvSource({
        "KINORA_MAIL_PORT, 99999, kinora.mail.port must be less than or equal to 65535.",
        "KINORA_MAIL_PORT, smtp, kinora.mail.port cannot be 'smtp'.",
        "KINORA_MAIL_SECURITY, ssl, kinora.mail.security cannot be 'ssl'.",
        "KINORA_MAIL_FROM, Kinora, kinora.mail.from must be a bare address such as kinora@example.org.",
    })
    void a_mail_test_names_the_setting_that_cannot_be(String variable, String value, String mistake) {
        var environment =
                new HashMap<>(Map.of("KINORA_MAIL_HOST", "localhost", "KINORA_MAIL_FROM", "kinora@example.org"));
        environment.put(variable, value);

        var run = admin(environment, "mail-test", "lin@example.org");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).startsWith("The mail settings are wrong: " + mistake + "\nCorrect KINORA_MAIL_HOST");
    }
}
