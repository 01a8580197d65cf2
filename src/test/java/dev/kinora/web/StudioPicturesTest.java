package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.People;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The picture that stands for a film, chosen from what the film shows. */
class StudioPicturesTest {
    @Test
    void one_of_its_pictures_is_chosen_by_one_click_or_by_keyboard() throws IOException {
        var ada = People.member(Visit.kinora(), "chooser");
        Uploaded.eightSeconds(Visit.kinora(), ada, "Chosen by its pictures");
        var path = "/studio/videos/" + StudioCast.video("Chosen by its pictures") + "/thumbnail";
        try (var visit = Visit.signedIn(ada.browser(), path)) {
            var pictures = visit.page.locator(".studio-picture input");
            assertThat(pictures).hasCount(8);
            visit.page.waitForFunction(
                    "() => [...document.querySelectorAll('.studio-picture img')].every(it => it.naturalHeight === 180)");
            assertThat(visit.violations()).isEmpty();

            pictures.nth(5).click();
            assertThat(visit.page.locator(".flash")).containsText("This is its picture now.");
            assertThat(pictures.nth(5)).isChecked();
            assertThat(visit.page.getByLabel("0:05")).isChecked();

            pictures.nth(5).focus();
            visit.press("ArrowRight");
            assertThat(pictures.nth(6)).isChecked();
            visit.press("Enter");
            assertThat(visit.page.locator("#second")).hasValue("6");
            assertThat(pictures.nth(6)).isChecked();
            visit.assertNothingWasComplained();
        }
    }
}
