package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A player of others, as it comes, on a page of its own in a real browser. */
final class ForeignPlayer implements AutoCloseable {
    private static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(120_000);

    enum Kind {
        HLS_JS("hls.js/dist/hls.min.js", "m3u8", """
                (url) => {
                  const hls = new Hls({ startPosition: 0, backBufferLength: 1000 })
                  hls.on(Hls.Events.ERROR, (_, it) => !['bufferStalledError', 'aborted'].includes(it.details) && film.errors.push(it.details))
                  hls.loadSource(url)
                  hls.attachMedia(film.video)
                  film.levels = () => hls.levels.map((level) => level.height)
                  film.force = (index) => { hls.currentLevel = index }
                }"""),
        DASH_JS_4("dashjs/dist/dash.all.min.js", "mpd", """
                (url) => {
                  const dash = dashjs.MediaPlayer().create()
                  dash.updateSettings({ debug: { logLevel: 0 }, streaming: { buffer: { bufferToKeep: 1000 } } })
                  dash.on('error', (it) => film.errors.push(JSON.stringify(it.error ?? it)))
                  dash.initialize(film.video, undefined, false)
                  dash.attachSource(url + '#t=0')
                  film.levels = () => dash.getBitrateInfoListFor('video').map((level) => level.height)
                  film.force = (index) => {
                    dash.updateSettings({ streaming: { abr: { autoSwitchBitrate: { video: false } } } })
                    dash.setQualityFor('video', index, true)
                  }
                }"""),
        DASH_JS_5("dashjs5/dist/modern/umd/dash.all.min.js", "mpd", """
                (url) => {
                  const dash = dashjs.MediaPlayer().create()
                  dash.updateSettings({ debug: { logLevel: 0 }, streaming: { buffer: { bufferToKeep: 1000 } } })
                  dash.on('error', (it) => film.errors.push(JSON.stringify(it.error ?? it)))
                  dash.initialize(film.video, undefined, false, 0)
                  dash.attachSource(url + '#t=0')
                  film.levels = () => dash.getRepresentationsByType('video').map((level) => level.height)
                  film.force = (index) => {
                    dash.updateSettings({ streaming: { abr: { autoSwitchBitrate: { video: false } } } })
                    dash.setRepresentationForTypeByIndex('video', index, true)
                  }
                }"""),
        SHAKA_HLS("shaka-player/dist/shaka-player.compiled.js", "m3u8", Kind.SHAKA),
        SHAKA_DASH("shaka-player/dist/shaka-player.compiled.js", "mpd", Kind.SHAKA);

        private static final String SHAKA = """
                async (url) => {
                  const player = new shaka.Player()
                  await player.attach(film.video)
                  player.configure({ streaming: { bufferBehind: 1000 } })
                  player.addEventListener('error', (it) => film.errors.push(String(it.detail?.code)))
                  film.levels = () => player.getVariantTracks().map((track) => track.height)
                  film.force = (index) => {
                    player.configure({ abr: { enabled: false } })
                    player.selectVariantTrack(player.getVariantTracks()[index], true)
                  }
                  await player.load(url, 0)
                }""";

        private final String library;
        private final String ending;
        private final String start;

        Kind(String library, String ending, String start) {
            this.library = library;
            this.ending = ending;
            this.start = start;
        }
    }

    private final Kind kind;
    private final Visit visit;

    ForeignPlayer(RunningKinora kinora, Kind kind, String media) {
        this.kind = kind;
        visit = Visit.to(kinora, 800, ColorScheme.LIGHT).go("/robots.txt");
        visit.page.evaluate("""
                () => {
                  const video = document.createElement('video')
                  video.muted = true
                  document.body.replaceChildren(video)
                  window.film = { video, errors: [] }
                  video.addEventListener('error', () => film.errors.push('media ' + video.error?.code))
                }""");
        visit.page.evaluate(read(Path.of("web/node_modules", kind.library)));
        visit.page.evaluate(kind.start, kinora.url(media + "/manifest/video." + kind.ending));
        until("film.video.readyState >= 2");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void until(String condition) {
        try {
            visit.page.waitForFunction(
                    "() => film.errors.length > 0 || (" + condition.replace("time", "film.video.currentTime") + ")",
                    null,
                    PATIENT);
        } catch (TimeoutError e) {
            throw new AssertionError(kind + " never came to " + condition + ": " + state(), e);
        }
        assertNoErrors();
    }

    private Object state() {
        return visit.page.evaluate("""
                () => JSON.stringify({ at: film.video.currentTime, of: film.video.duration, ready: film.video.readyState,
                  paused: film.video.paused, height: film.video.videoHeight, errors: film.errors,
                  buffered: [...Array(film.video.buffered.length).keys()].map(
                    (i) => [film.video.buffered.start(i), film.video.buffered.end(i)]) })""");
    }

    void play(double rate) {
        visit.page.evaluate("(rate) => { film.video.playbackRate = rate; return film.video.play() }", rate);
    }

    double time() {
        return ((Number) visit.page.evaluate("() => film.video.currentTime")).doubleValue();
    }

    List<?> heights() {
        return (List<?>) visit.page.evaluate("() => film.levels()");
    }

    void force(int index) {
        visit.page.evaluate("(index) => film.force(index)", index);
    }

    void seek(double second) {
        visit.page.evaluate("(second) => { film.video.currentTime = second }", second);
    }

    void assertWatchedToItsEnd(double seconds) {
        until("film.video.ended");
        assertThat(time()).as(kind + " " + state()).isBetween(seconds - 0.2, seconds + 0.2);
        assertInOnePiece();
    }

    void assertInOnePiece() {
        assertThat(
                        visit.page.evaluate(
                                "() => [...Array(film.video.buffered.length).keys()].map(i => [film.video.buffered.start(i), film.video.buffered.end(i)].join('-')).join(' ')"))
                .asString()
                .as("what is buffered has no gap")
                .doesNotContain(" ");
    }

    void assertNoErrors() {
        assertThat((List<?>) visit.page.evaluate("() => film.errors"))
                .as(kind + " complains of nothing")
                .isEmpty();
    }

    @Override
    public void close() {
        assertNoErrors();
        visit.close();
    }
}
