package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class WebShellTest {

    @Test
    void assets_are_kept_forever_because_their_names_change() {
        var response = Visit.kinora().get(Assets.styles());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
    }

    @Test
    void files_under_fixed_names_are_there() {
        var kinora = Visit.kinora();

        assertThat(kinora.get("/robots.txt").body()).contains("Disallow: /api/");
        assertThat(kinora.get("/site.webmanifest").body()).contains(Assets.still("icon-512.png"));
        assertThat(kinora.get("/favicon.ico").headers().firstValue("Location")).hasValue(Assets.still("favicon.ico"));
    }

    @Test
    void flash_is_shown_on_the_next_page_and_then_gone() {
        var saved = new MockHttpServletResponse();
        Flashes.leave(new MockHttpServletRequest(), saved, Tone.GOOD, "Saved: “größer” & <b>");
        var next = new MockHttpServletRequest();
        next.setCookies(saved.getCookies());
        var shown = new MockHttpServletResponse();

        var flash = Flashes.take(next, shown);

        assertThat(flash).isEqualTo(new Flash(Tone.GOOD, "Saved: “größer” & <b>", List.of()));
        assertThat(shown.getCookie("flash"))
                .satisfies(cookie -> assertThat(cookie.getMaxAge()).isZero());
    }

    @Test
    void forged_flash_is_nothing() {
        var request = new MockHttpServletRequest();
        request.setCookies(new jakarta.servlet.http.Cookie("flash", "%%%"));

        assertThat(Flashes.take(request, new MockHttpServletResponse())).isNull();
    }
}
