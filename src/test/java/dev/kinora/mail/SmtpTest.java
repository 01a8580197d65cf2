package dev.kinora.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.mail.MailProperties.Security;
import dev.kinora.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an operator learns of the way to the mail server: settings, connections, certificates. */
class SmtpTest {
    private static final Mail TRIAL = new Mail("lin@example.org", "trial", "Hällo", null);

    @AutoClose
    private final MailServer server = MailServer.open();

    @Test
    void what_goes_wrong_is_said_in_words() {
        server.admit("lin@example.org", "lin", "right");
        assertThat(sent(server.settings(Security.NONE, "lin", "wrong", 1))).contains("does not accept the username");
        assertThat(sent(server.settings(Security.NONE, "lin", "right", 1))).isEqualTo("accepted");
        assertThat(sent(server.settings(Security.STARTTLS, "", "", 1))).contains("STARTTLS");
        assertThat(sent(server.settings(Security.TLS, "", "", 1))).contains("no secure connection");
        server.stop();
        assertThat(sent(server.settings(Security.NONE, "", "", 1))).contains("was refused");
        assertThat(sent(new MailProperties(
                        "nowhere.invalid",
                        0,
                        "",
                        "",
                        Security.NONE,
                        "kinora@example.org",
                        Duration.ofSeconds(10),
                        1,
                        Duration.ofSeconds(1))))
                .contains("no server named nowhere.invalid");
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused() {
        try (var unvouched = MailServer.openWithTls()) {
            assertThat(sent(unvouched.settings(Security.TLS, "", "", 1))).contains("no secure connection");
            assertThat(unvouched.received()).isEmpty();
        }
    }

    private String sent(MailProperties properties) {
        return switch (new Smtp(properties).send(Ids.next(), Instant.parse("2026-11-21T10:00:00Z"), TRIAL)) {
            case Smtp.Outcome.Accepted() -> "accepted";
            case Smtp.Outcome.Delayed(var reason) -> reason;
            case Smtp.Outcome.Rejected(var reason) -> reason;
        };
    }

    @Test
    void an_operator_can_try_the_configuration() {
        var environment = Map.of(
                "KINORA_MAIL_HOST", "localhost",
                "KINORA_MAIL_PORT", String.valueOf(server.port()),
                "KINORA_MAIL_SECURITY", "none",
                "KINORA_MAIL_FROM", "kinora@example.org");

        assertThat(MailTrial.send("lin@example.org", environment))
                .isEqualTo(new MailTrial.Result.Sent(server.address()));
        assertThat(server.received()).hasSize(1);
        server.stop();
        assertThat(MailTrial.send("lin@example.org", environment)).isInstanceOf(MailTrial.Result.NotSent.class);
        assertThat(MailTrial.send("lin@example.org", Map.of())).isEqualTo(new MailTrial.Result.NotConfigured());
    }

    @Test
    void a_server_without_a_sender_or_with_a_wrong_one_is_a_mistake() {
        for (var from : List.of("", "Kinora <kinora@example.org>")) {
            var mistake = assertThatThrownBy(() -> new MailProperties(
                    "localhost", 25, "", "", Security.NONE, from, Duration.ofSeconds(1), 1, Duration.ofSeconds(1)));
            mistake.isInstanceOf(RuntimeException.class);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailProperties(
                        "", 0, "", "", Security.NONE, "", Duration.ofMinutes(5), 1, Duration.ofSeconds(1)))
                .withMessageContaining("kinora.mail.timeout");
    }
}
