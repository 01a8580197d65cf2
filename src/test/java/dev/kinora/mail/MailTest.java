package dev.kinora.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "lin",
                "@example.org",
                "lin@",
                "lin@example.org, mal@example.org",
                "Lin <lin@example.org>",
                "lin@example.org\r\nBcc: mal@example.org",
                "lin@example.org\n",
                "li n@example.org",
                "lin@exa mple.org",
                "lin@example..org",
                "friends: lin@example.org;",
                "lin@example.org (Lin)",
                "lin\u0000@example.org",
                "lín@example.org"
            })
    void what_is_not_one_bare_address_is_refused(String address) {
        assertThatExceptionOfType(MailProblem.class)
                .isThrownBy(() -> new Mail(address, "Hello", "Hi", null))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("mail-address-invalid");
                    assertThat(problem.sentence()).doesNotContain("\r", "\n");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Hi\r\nBcc: mal@example.org", "Hi\nthere", "tab\there", "nul\u0000", "sep\u2028"})
    void a_subject_that_is_not_one_line_is_refused(String subject) {
        assertThatExceptionOfType(MailProblem.class).isThrownBy(() -> new Mail("lin@example.org", subject, "Hi", null));
    }

    @Test
    void an_empty_mail_is_refused_and_so_is_an_odd_unsubscribe_address() {
        assertThatExceptionOfType(MailProblem.class).isThrownBy(() -> new Mail("lin@example.org", "Hi", " ", null));
        assertThatExceptionOfType(MailProblem.class).isThrownBy(() -> new Mail("lin@example.org", "Hi", "Hi", ""));
        assertThatExceptionOfType(MailProblem.class).isThrownBy(() -> new Mail("lin@example.org", "Hi", "\0x", null));
        assertThatExceptionOfType(MailProblem.class)
                .isThrownBy(() -> new Mail("lin@example.org", "Hi", "Hi", null, URI.create("javascript:alert(1)")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lin@example.org", "lin+kinora@mail.example.co.uk", "o'lin@localhost", "l@xn--bcher-kva.example"
            })
    void an_ordinary_address_is_taken(String address) {
        assertThatCode(() -> new Mail(address, "Hällo 🙂", "Hi", "<p>Hi</p>")).doesNotThrowAnyException();
    }

    @Test
    void a_mail_in_a_log_does_not_show_its_text() {
        assertThat(new Mail("lin@example.org", "Hi", "https://x/reset/geheim", null).toString())
                .doesNotContain("geheim");
    }
}
