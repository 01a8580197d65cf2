package dev.kinora.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {

    @Test
    void letter_is_escaped_as_html_and_plain_as_text() {
        var letters = new Letters();
        var letter = new Letter(
                "Choose a new password",
                "The link works for an hour.",
                List.of("Hello ada & lin,", "someone asked for a new password."),
                new Letter.Action(
                        "Choose a password", "https://video.example/reset?a=1&b=2", "The link works for an hour."),
                "You get this mail because someone entered your address.");

        assertThat(letters.html(letter)).contains("Hello ada &amp; lin,").contains("reset?a=1&amp;b=2");
        assertThat(letters.text(letter))
                .startsWith("Choose a new password\n\nHello ada & lin,\n\nsomeone asked")
                .contains("https://video.example/reset?a=1&b=2\n")
                .doesNotContain("&amp;");
    }
}
