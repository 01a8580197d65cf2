package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.options.FilePayload;
import dev.kinora.media.Clips;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that stand in line when the page goes: the browser forgets them, the page does not. */
class UploadWaitingTest {
    @Test
    void files_in_line_are_there_after_a_reload_with_their_titles_and_are_sent_once_they_are_chosen_again() {
        var someone = UploadFlowTest.someone();
        var films = Stream.of("one", "two", "three", "four", "five")
                .map(name -> new FilePayload(name + ".webm", "video/webm", UploadFlowTest.bytes(Clips.webm())))
                .toArray(FilePayload[]::new);
        try (var visit = UploadFlowTest.visit(someone)) {
            visit.page.onDialog(Dialog::accept);
            UploadFlowTest.slowDown(visit, UploadFlowTest.SLOW / 20);
            UploadFlowTest.input(visit).setInputFiles(films);
            assertThat(visit.page.locator(".upload[data-stage=queued]")).hasCount(2);
            var title = visit.page.getByLabel("Title of five.webm");
            title.fill("The fifth");
            visit.press("Tab");

            visit.page.reload();

            var left = visit.page.locator(".upload[data-stage=unfinished]");
            assertThat(left).hasCount(5, UploadFlowTest.patientlyCounted());
            assertThat(left.last()).containsText("Its turn had not come.");
            assertThat(title).hasValue("The fifth");
            assertThat(visit.violations()).isEmpty();
            visit.page.reload();
            assertThat(left).hasCount(5, UploadFlowTest.patientlyCounted());

            UploadFlowTest.slowDown(visit, -1);
            UploadFlowTest.input(visit).setInputFiles(films);
            assertThat(visit.page.locator(".upload-total .progress-step"))
                    .hasText("5 of 5 uploaded", UploadFlowTest.patiently());
            visit.page.reload();
            assertThat(visit.page.locator("[data-upload]")).isVisible();
            assertThat(left).hasCount(0);
        }
        assertThat(AdminCast.id(
                        "select count(*) || ' ' || count(*) filter (where title = 'The fifth') from videos where user_id = '"
                                + someone.id() + "'"))
                .isEqualTo("5 1");
    }

    @Test
    void file_in_line_that_is_removed_does_not_come_back() {
        try (var visit = UploadFlowTest.visit(UploadFlowTest.someone())) {
            visit.page.onDialog(Dialog::accept);
            UploadFlowTest.slowDown(visit, UploadFlowTest.SLOW / 20);
            UploadFlowTest.input(visit)
                    .setInputFiles(Stream.of("one", "two", "three", "four")
                            .map(name ->
                                    new FilePayload(name + ".webm", "video/webm", UploadFlowTest.bytes(Clips.webm())))
                            .toArray(FilePayload[]::new));
            assertThat(visit.page.locator(".upload[data-stage=queued]")).hasCount(1);
            visit.page.reload();
            var left = visit.page.locator(".upload[data-stage=unfinished]");
            assertThat(left).hasCount(4, UploadFlowTest.patientlyCounted());

            left.last().locator("[data-act=remove]").click();
            assertThat(left).hasCount(3);
            visit.page.reload();

            assertThat(left).hasCount(3, UploadFlowTest.patientlyCounted());
        }
    }
}
