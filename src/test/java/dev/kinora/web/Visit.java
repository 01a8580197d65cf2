package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** One person with one browser window, in front of a Kinora that all of them share. */
final class Visit implements AutoCloseable {

    private static final RunningKinora KINORA = RunningKinora.start();
    private static final Playwright PLAYWRIGHT =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private static final Browser BROWSER = PLAYWRIGHT
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));

    static {
        // On a busy machine a page takes longer than a person would wait.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            PLAYWRIGHT.close();
            KINORA.close();
        }));
    }

    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    final Page page;

    private Visit(Browser.NewContextOptions options) {
        this(options, KINORA);
    }

    private Visit(Browser.NewContextOptions options, RunningKinora kinora) {
        context = BROWSER.newContext(options.setBaseURL(kinora.url("")).setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (isComplaint(message)) complaints.add(message.text());
        });
        page.onPageError(error -> {
            if (!isOfTheChecker(error)) complaints.add(error);
        });
    }

    /** That an address has nothing, or a form is to be looked at again, such a page says itself; the browser need not. */
    private static boolean isComplaint(ConsoleMessage message) {
        return Set.of("error", "warning").contains(message.type())
                && !message.text()
                        .matches("Failed to load resource: the server responded with a status of (404|422) .*");
    }

    /** Axe asks the frames of a page by messages, one of which may just be loading; no page of ours sends any. */
    private static boolean isOfTheChecker(String error) {
        return error.startsWith("Failed to execute 'postMessage' on 'DOMWindow': The target origin provided");
    }

    static Visit at(String path, int width, ColorScheme scheme) {
        return new Visit(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme))
                .go(path);
    }

    /** In a browser that is signed in, by the value of its session cookie. */
    static Visit signedIn(String session, String path, int width, ColorScheme scheme) {
        var visit = new Visit(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        visit.context.addCookies(List.of(new Cookie("kinora_session", session).setUrl(KINORA.url("/"))));
        return visit.go(path);
    }

    /** In front of another Kinora than the one all others share. */
    static Visit to(RunningKinora kinora, int width) {
        return new Visit(new Browser.NewContextOptions().setViewportSize(width, 900), kinora);
    }

    static Visit to(RunningKinora kinora, int width, ColorScheme scheme) {
        return new Visit(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme), kinora);
    }

    /** Signed in to another Kinora than the one all others share. */
    static Visit signedIn(RunningKinora kinora, String session, String path, int width, ColorScheme scheme) {
        var visit = new Visit(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme), kinora);
        visit.context.addCookies(List.of(new Cookie("kinora_session", session).setUrl(kinora.url("/"))));
        return visit.go(path);
    }

    static Visit signedIn(String session, String path) {
        return signedIn(session, path, 1440, ColorScheme.LIGHT);
    }

    static Visit at(String path) {
        return at(path, 1440, ColorScheme.LIGHT);
    }

    /** In a browser whose clocks are those of a place. */
    static Visit inZone(String zone, String path) {
        return new Visit(new Browser.NewContextOptions()
                        .setViewportSize(1440, 900)
                        .setTimezoneId(zone))
                .go(path);
    }

    static Visit withoutScript(String path, int width) {
        return new Visit(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setJavaScriptEnabled(false))
                .go(path);
    }

    static Visit signedInWithoutScript(String session, String path, int width) {
        var visit = new Visit(
                new Browser.NewContextOptions().setViewportSize(width, 900).setJavaScriptEnabled(false));
        visit.context.addCookies(List.of(new Cookie("kinora_session", session).setUrl(KINORA.url("/"))));
        return visit.go(path);
    }

    static RunningKinora kinora() {
        return KINORA;
    }

    Visit go(String path) {
        page.navigate(path);
        return this;
    }

    void press(String... keys) {
        for (String key : keys) page.keyboard().press(key);
    }

    /** The id, else the text, of what has the focus. */
    String focused() {
        return (String) page.evaluate("() => document.activeElement.id || document.activeElement.textContent.trim()");
    }

    /** How far one could scroll sideways in a window of this width. */
    int overflowAt(int width) {
        page.setViewportSize(width, 900);
        return (Integer) page.evaluate("""
                () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
                  () => done(document.documentElement.scrollWidth - innerWidth))))""");
    }

    /**
     * What axe finds wrong, as "rule: element", every rule and best practice included. In the dark a page differs by its
     * colours alone, so that those are what is looked at there.
     */
    List<?> violations() {
        page.evaluate(AXE);
        return (List<?>) page.evaluate("""
                async () => (await axe.run(matchMedia('(prefers-color-scheme: dark)').matches
                  ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {})).violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html))""");
    }

    /** In the light, then in the dark; the page is fetched once. */
    List<Object> violationsInBothThemes() {
        var found = new ArrayList<Object>();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            found.addAll(violations());
        }
        return found;
    }

    void assertNothingWasComplained() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }

    private static final String AXE = read(Path.of("web/node_modules/axe-core/axe.min.js"));

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path chromium() {
        return Stream.of(
                        Objects.requireNonNullElse(System.getenv("KINORA_CHROMIUM"), "/usr/bin/chromium"),
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium was found; set KINORA_CHROMIUM to one."));
    }
}
