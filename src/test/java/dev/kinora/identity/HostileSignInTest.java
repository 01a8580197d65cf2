package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/** What somebody tries who wants in and should not get in. */
class HostileSignInTest {
    private static final String WRONG = "not the password of anybody";

    /** No @Configuration: it would be found by every other test. */
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private static final SettableClock CLOCK = new SettableClock(Instant.now());
    private static RunningKinora kinora;
    private static People.Person ada;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(java.util.List.of(Time.class));
        ada = People.member(kinora, "ada");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    /** What one test tried is paid off before the next. */
    @BeforeEach
    void wait_until_everything_may_be_tried_again() {
        CLOCK.advance(Duration.ofHours(1));
    }

    private static FormClient browser() {
        return new FormClient(kinora);
    }

    @Test
    void a_form_sent_from_another_site_signs_nobody_in() {
        var answer = browser().post("/sign-in", Map.of("identifier", "ada", "password", People.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(it -> it.startsWith("kinora_session="));
    }

    @Test
    void a_session_handed_to_a_browser_before_is_worth_nothing_after() {
        var browser = browser();
        browser.plant("kinora_session", "planted-by-mal");

        assertThat(browser.signIn("ada", People.PASSWORD).statusCode()).isEqualTo(303);

        assertThat(browser.cookie("kinora_session")).isPresent().get().isNotEqualTo("planted-by-mal");
        var mal = browser();
        mal.plant("kinora_session", "planted-by-mal");
        assertThat(mal.get("/settings").statusCode()).isEqualTo(303);
    }

    @Test
    void signing_in_anew_ends_the_session_the_browser_carried() {
        var browser = browser();
        browser.signIn("ada", People.PASSWORD);
        var old = browser.cookie("kinora_session").orElseThrow();
        var thief = browser();
        thief.plant("kinora_session", old);
        assertThat(thief.get("/settings").statusCode()).isEqualTo(200);

        // Signed in, the page leads away; the form is sent all the same.
        browser.submit("/", "/sign-in", Map.of("identifier", "ada", "password", People.PASSWORD));

        assertThat(browser.cookie("kinora_session")).get().isNotEqualTo(old);
        thief.plant("kinora_session", old);
        assertThat(thief.get("/settings").statusCode()).isEqualTo(303);
    }

    @Test
    void nobody_learns_from_the_answer_whether_there_is_such_an_account() {
        var passwords = kinora.bean(Passwords.class);
        browser().signIn("warm.up", WRONG);
        var before = passwords.computed();
        var known = browser().signIn("ada", WRONG);
        var forKnown = passwords.computed() - before;
        var unknown = browser().signIn("bob", WRONG);
        var forUnknown = passwords.computed() - before - forKnown;

        assertThat(unknown.statusCode()).isEqualTo(known.statusCode()).isEqualTo(422);
        assertThat(bare(unknown.body()).replace("bob", "ada")).isEqualTo(bare(known.body()));
        assertThat(forUnknown)
                .as("the slow hash is computed for nobody, too")
                .isEqualTo(forKnown)
                .isEqualTo(1);
    }

    @Test
    void nobody_learns_from_a_forgotten_password_either() {
        var known = browser().submit("/forgot-password", Map.of("identifier", "ada@example.org"));
        var unknown = browser().submit("/forgot-password", Map.of("identifier", "bob@example.org"));

        assertThat(unknown.statusCode()).isEqualTo(known.statusCode()).isEqualTo(200);
        assertThat(bare(unknown.body())).isEqualTo(bare(known.body()));
    }

    @Test
    void guessing_stops_for_accounts_there_are_and_for_those_there_are_not() {
        for (var name : new String[] {"ada", "bob"}) {
            for (int i = 0; i < 10; i++) {
                assertThat(browser().signIn(name, WRONG + i).statusCode()).isEqualTo(422);
            }
            var refused = browser().signIn(name, WRONG);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("Too many tries");
        }
    }

    @Test
    void tries_are_counted_by_what_is_typed_and_never_tell_whose_address_it_is() {
        for (int i = 0; i < 5; i++) {
            assertThat(browser().signIn("ADA", WRONG).statusCode()).isEqualTo(422);
            assertThat(browser().signIn(" ada ", WRONG).statusCode()).isEqualTo(422);
        }

        assertThat(browser().signIn("ada", WRONG).statusCode()).isEqualTo(429);
        assertThat(browser().signIn("ada@example.org", WRONG).statusCode()).isEqualTo(422);
    }

    @Test
    void a_guesser_keeps_the_owner_out_neither_of_a_browser_she_used_nor_for_good() {
        var hers = browser();
        hers.signIn("ada", People.PASSWORD);
        hers.submit("/", "/sign-out", Map.of());
        for (int i = 0; i < 12; i++) {
            browser().signIn("ada", WRONG);
        }

        assertThat(browser().signIn("ada", People.PASSWORD).statusCode()).isEqualTo(429);
        assertThat(hers.signIn("ada", People.PASSWORD).statusCode()).isEqualTo(303);
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(browser().signIn("ada", People.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void the_way_back_after_signing_in_leads_to_no_other_site() {
        for (var next :
                new String[] {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"}) {
            var answer = browser()
                    .submit("/sign-in", Map.of("identifier", "ada", "password", People.PASSWORD, "next", next));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).get().isEqualTo("/");
        }
    }

    @Test
    void a_session_unused_for_long_is_over_and_one_to_be_remembered_lives_on() {
        var brief = browser();
        brief.signIn("ada", People.PASSWORD);
        var remembered = browser();
        remembered.submit("/sign-in", Map.of("identifier", "ada", "password", People.PASSWORD, "remember", "on"));
        CLOCK.advance(Duration.ofHours(13));

        assertThat(brief.get("/settings").statusCode()).isEqualTo(303);
        assertThat(remembered.get("/settings").statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofDays(31));
        assertThat(remembered.get("/settings").statusCode()).isEqualTo(303);
    }

    @Test
    void ten_thousand_sign_ins_at_once_are_all_answered_and_lock_nobody_out() throws InterruptedException {
        var answers = new ConcurrentHashMap<Integer, AtomicInteger>();
        var form = browser();
        var page = form.get("/sign-in").body();
        var token = page.replaceAll("(?s).*<meta name=\"csrf\" content=\"([^\"]+)\".*", "$1");
        var connections = new Semaphore(500);
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10_000; i++) {
                var name = i % 2 == 0 ? "ada" : "nobody" + i;
                connections.acquire();
                many.submit(() -> {
                    try {
                        var answer =
                                form.post("/sign-in", Map.of("identifier", name, "password", WRONG, "_csrf", token));
                        answers.computeIfAbsent(answer.statusCode(), _ -> new AtomicInteger())
                                .incrementAndGet();
                    } finally {
                        connections.release();
                    }
                });
            }
        }

        assertThat(answers.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(10_000);
        assertThat(answers.keySet()).isSubsetOf(422, 429, 503);
        assertThat(java.util.Objects.requireNonNull(answers.get(422)).get())
                .as("tries that were let through")
                .isLessThanOrEqualTo(45);
        CLOCK.advance(Duration.ofHours(1));
        assertThat(browser().signIn("ada", People.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_sign_in_under_way_does_not_survive_a_change_of_the_password() throws InterruptedException {
        var lin = People.member(kinora, "lin" + CLOCK.instant().toEpochMilli());
        var owner = browser();
        owner.plant("kinora_session", lin.browser());
        var thieves = java.util.stream.Stream.generate(HostileSignInTest::browser)
                .limit(8)
                .toList();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            thieves.forEach(thief -> many.submit(() -> thief.signIn(lin.username(), People.PASSWORD)));
            many.submit(() -> owner.submit(
                    "/settings/security/password",
                    Map.of("password", People.PASSWORD, "newPassword", "ferry rope nine violet")));
        }

        assertThat(owner.get("/settings").statusCode()).isEqualTo(200);
        assertThat(thieves)
                .allSatisfy(
                        thief -> assertThat(thief.get("/settings").statusCode()).isEqualTo(303));
        assertThat(browser().signIn(lin.username(), "ferry rope nine violet").statusCode())
                .isEqualTo(303);
    }

    /** Without what differs from answer to answer: tokens and the request's own number. */
    private static String bare(String page) {
        return page.replaceAll("(content|value)=\"[\\w-]{60,}={0,2}\"", "$1=\"\"");
    }
}
