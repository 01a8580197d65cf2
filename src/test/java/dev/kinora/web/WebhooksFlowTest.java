package dev.kinora.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.platform.Caller;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.webhooks.Receiver;
import dev.kinora.webhooks.WebhookEvent;
import dev.kinora.webhooks.Webhooks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do about their webhooks, while a worker is at work. */
class WebhooksFlowTest {
    private static final String LONG =
            "/and/a/very/long/path/that/never/seems/to/come/to/any/end/at/all/" + "x".repeat(80);

    private static RunningKinora kinora;
    private static int people;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.outbound.allow=127.0.0.1/32");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static People.Person someone() {
        return People.member(kinora, "someone" + ++people);
    }

    private static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void webhook_is_added_tested_edited_paused_given_a_new_secret_and_deleted(int width) {
        var person = someone();
        try (var receiver = new Receiver();
                var visit = Visit.signedIn(kinora, person.browser(), "/settings/webhooks", width, ColorScheme.LIGHT)) {
            link(visit, "Add a webhook").click();
            visit.page.locator("#url").fill("http://192.168.1.1/");
            visit.page.locator("#which").selectOption("some");
            button(visit, "Add the webhook").click();
            assertThat(visit.page.locator("#events-error")).containsText("Choose at least one event");
            assertThat(visit.violations()).isEmpty();

            visit.page.locator("#event-video-ready").check();
            button(visit, "Add the webhook").click();
            assertThat(visit.page.locator("#url-error")).containsText("is not on the public internet");
            visit.page.locator("#url").fill(receiver.url());
            button(visit, "Add the webhook").click();
            var secret = visit.page.locator("#secret").textContent();
            assertThat(secret).startsWith("whsec_");
            assertThat(visit.violations()).isEmpty();

            link(visit, "I have copied it").click();
            assertThat(visit.page.content()).doesNotContain(secret);
            button(visit, "Send a test").click();
            assertThat(visit.page.locator(".hook-log")).containsText("Delivered");
            visit.page.locator("[id^=message-] summary").first().click();
            assertThat(visit.page.locator("[id^=message-] pre").first()).containsText("\"event\" : \"webhook.test\"");
            visit.page.locator("[id^=answer-] summary").first().click();
            assertThat(visit.page.locator("[id^=answer-] pre").first()).hasText("thanks");
            assertThat(visit.violations()).isEmpty();
            assertThat(receiver.messages).hasSize(1);
            button(visit, "Send again").click();
            assertThat(visit.page.locator(".hook-log")).containsText("2 attempts");

            link(visit, "Edit").click();
            assertThat(visit.page.locator("#event-video-ready")).isChecked();
            visit.page.locator("#which").selectOption("all");
            button(visit, "Save").click();
            assertThat(visit.page.locator("main")).containsText("Everything that happens.");

            button(visit, "Pause").click();
            assertThat(visit.page.locator("main")).containsText("What happens meanwhile is not told later");
            assertThat(visit.violations()).isEmpty();
            button(visit, "Resume").click();
            button(visit, "New secret").click();
            button(visit, "Make a new secret").click();
            assertThat(visit.page.locator("#secret")).not().hasText(secret);
            link(visit, "I have copied it").click();
            button(visit, "Delete").click();
            assertThat(visit.violations()).isEmpty();
            button(visit, "Delete the webhook").click();
            assertThat(visit.page.locator("main")).containsText("No webhooks yet");
            visit.assertNothingWasComplained();
        }
    }

    @Test
    void message_that_waits_is_tried_now_from_the_log() {
        var person = someone();
        try (var receiver = new Receiver().answers(503, "later", "3600")) {
            var hook = Caller.system("test")
                    .as(new dev.kinora.platform.Viewer.User(person.id()))
                    .call(() -> kinora.bean(Webhooks.class)
                            .create(person.id(), new Webhooks.Wish(receiver.url(), List.of())));
            tell(person, WebhookEvent.VIDEO_READY);
            try (var visit = Visit.signedIn(
                    kinora,
                    person.browser(),
                    "/settings/webhooks/" + hook.webhook().id(),
                    390,
                    ColorScheme.LIGHT)) {
                assertThat(visit.page.locator(".hook-log")).containsText("Tried again later");
                button(visit, "Try now").click();
                assertThat(visit.page.locator(".hook-log")).containsText("Delivered");
                link(visit, "2 attempts").click();
                var attempts = visit.page.locator(".hook-log li");
                assertThat(attempts).hasCount(2);
                assertThat(attempts.first()).containsText("answered 200");
                assertThat(attempts.last()).containsText("answered 503");
                visit.page.locator("#answer-1 summary").click();
                assertThat(visit.page.locator("#answer-1 pre")).hasText("later");
                assertThat(visit.violations()).isEmpty();
                assertThat(overflow(visit)).isLessThanOrEqualTo(0);
                visit.assertNothingWasComplained();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    void what_went_wrong_stands_on_the_pages_in_every_width(ColorScheme scheme) {
        var person = someone();
        try (var receiver = new Receiver().answers(500, "no\n".repeat(30), "").answers(410)) {
            var hook = Caller.system("test")
                    .as(new dev.kinora.platform.Viewer.User(person.id()))
                    .call(() -> kinora.bean(Webhooks.class)
                            .create(person.id(), new Webhooks.Wish(receiver.url() + LONG, List.of())));
            tell(person, WebhookEvent.VIDEO_ERROR);
            for (int width : List.of(320, 390, 1440)) {
                try (var visit = Visit.signedIn(
                        kinora,
                        person.browser(),
                        "/settings/webhooks/" + hook.webhook().id(),
                        width,
                        scheme)) {
                    assertThat(visit.page.locator(".hook-log")).containsText("answered 500");
                    assertThat(visit.violations()).isEmpty();
                    assertThat(overflow(visit)).isLessThanOrEqualTo(0);
                    visit.assertNothingWasComplained();
                }
            }
            tell(person, WebhookEvent.VIDEO_READY);
            for (int width : List.of(320, 390, 1440)) {
                try (var visit = Visit.signedIn(
                        kinora,
                        person.browser(),
                        "/settings/webhooks/" + hook.webhook().id(),
                        width,
                        scheme)) {
                    assertThat(visit.page.locator(".hook-log")).containsText("answered 410");
                    visit.page.reload();
                    assertThat(visit.page.locator("main")).containsText("it wants no more messages");
                    assertThat(visit.violations()).isEmpty();
                    visit.go("/settings/webhooks");
                    assertThat(visit.page.locator(".hook-why")).containsText("410 Gone");
                    assertThat(visit.violations()).isEmpty();
                    assertThat(overflow(visit)).isLessThanOrEqualTo(0);
                    visit.assertNothingWasComplained();
                }
            }
        }
    }

    private static int overflow(Visit visit) {
        return (Integer) visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
    }

    private static void tell(People.Person person, WebhookEvent event) {
        Caller.system("test").run(() -> kinora.bean(Webhooks.class).tell(person.id(), event, Map.of()));
    }
}
