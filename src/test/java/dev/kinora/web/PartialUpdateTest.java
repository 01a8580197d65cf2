package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;

/** htmx as the pages use it: with the CSRF token, with words for refusals, without script in attributes. */
class PartialUpdateTest {

    @Test
    void change_carries_the_csrf_token() {
        try (var visit = Visit.at("/")) {
            var button =
                    add(visit, "<button hx-post='/theme' hx-swap='none' name='theme' value='dark'>Change</button>");

            Response answer = visit.page.waitForResponse("**/theme", button::click);

            assertThat(answer.status()).isEqualTo(303);
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void refused_update_is_told_and_leaves_the_page_as_it_was() {
        try (var visit = Visit.at("/")) {
            add(visit, "<button hx-get='/nothing-here'>Load</button>").click();

            assertThat(visit.page.locator(".toasts .toast-bad")).containsText("This is no longer here");
            assertThat(visit.page.locator("#added")).hasText("Load");
        }
    }

    @Test
    void script_in_an_attribute_never_runs() {
        try (var visit = Visit.at("/")) {
            add(visit, "<button hx-on:click='window.ran = true'>Run</button>").click();

            assertThat(visit.page.evaluate("() => window.ran === true")).isEqualTo(false);
        }
    }

    private static Locator add(Visit visit, String button) {
        visit.page.evaluate("""
                html => {
                  const place = document.createElement('div')
                  place.innerHTML = html
                  place.firstElementChild.id = 'added'
                  document.querySelector('main').prepend(place)
                  try { htmx.process(place) } catch { }
                }""", button);
        return visit.page.locator("#added");
    }
}
