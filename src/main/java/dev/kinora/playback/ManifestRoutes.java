package dev.kinora.playback;

import dev.kinora.http.Open;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
@RequestMapping("/media/{id}")
final class ManifestRoutes {
    static final String HLS = "application/vnd.apple.mpegurl";
    private static final String DASH = "application/dash+xml";
    private static final String VTT = "text/vtt;charset=utf-8";

    private final Passes passes;
    private final Screenings screenings;
    private final FilmStore films;
    private final Origins origins;
    private final Clock clock;

    ManifestRoutes(Passes passes, Screenings screenings, FilmStore films, Origins origins, Clock clock) {
        this.passes = passes;
        this.screenings = screenings;
        this.films = films;
        this.origins = origins;
        this.clock = clock;
    }

    @GetMapping("/manifest/video.m3u8")
    ResponseEntity<byte[]> hls(@PathVariable String id, HttpServletRequest request) {
        var pass = admitted(id, request);
        var listing = listing(pass);
        return manifest(pass, listing, HLS, HlsPlaylists.multivariant(listing, captions(pass, listing)));
    }

    @GetMapping("/manifest/{rendition}.m3u8")
    ResponseEntity<byte[]> hlsMedia(
            @PathVariable String id,
            @PathVariable String rendition,
            @RequestParam(name = HlsPlaylists.EDITION, required = false) @Nullable UUID edition,
            HttpServletRequest request) {
        var pass = admitted(id, request);
        var listing = listing(pass, edition);
        var part = listing.part(rendition).orElseThrow(PlaybackProblem::noSuchPart);
        return manifest(pass, listing, HLS, HlsPlaylists.media(listing, part));
    }

    @GetMapping("/manifest/" + HlsPlaylists.CAPTIONS + "{language}.m3u8")
    ResponseEntity<byte[]> hlsCaptions(
            @PathVariable String id,
            @PathVariable String language,
            @RequestParam(name = HlsPlaylists.EDITION, required = false) @Nullable UUID edition,
            HttpServletRequest request) {
        var pass = admitted(id, request);
        var listing = listing(pass, edition);
        return manifest(pass, listing, HLS, HlsPlaylists.captions(listing, caption(pass, language)));
    }

    @GetMapping("/manifest/video.mpd")
    ResponseEntity<byte[]> dash(
            @PathVariable String id,
            @RequestParam(name = DashManifest.GROWN, defaultValue = "0") String grown,
            HttpServletRequest request) {
        var pass = admitted(id, request);
        var listing = listing(pass);
        var text = DashManifest.of(
                listing, captions(pass, listing), pass.film().seconds(), grown.equals("1"), clock.instant());
        return manifest(pass, listing, DASH, text);
    }

    @GetMapping("/captions/{language}.vtt")
    ResponseEntity<byte[]> captions(
            @PathVariable String id, @PathVariable String language, HttpServletRequest request) {
        var pass = passes.admitNow(id, request);
        var text = films.vtt(pass.film().id(), language).orElseThrow(PlaybackProblem::noSuchPart);
        return answer(VTT, Caching.forAMoment(pass), text);
    }

    @GetMapping("/chapters.vtt")
    ResponseEntity<byte[]> chapters(@PathVariable String id, HttpServletRequest request) {
        var pass = passes.admitNow(id, request);
        return answer(
                VTT,
                Caching.forAMoment(pass),
                ChapterTrack.of(films.chapters(pass.film().id())));
    }

    @GetMapping("/storyboard.vtt")
    ResponseEntity<byte[]> storyboard(@PathVariable String id, HttpServletRequest request) {
        var pass = passes.admitNow(id, request);
        var edition = screenings.listed(pass.film());
        if (edition.storyboard() == null) {
            throw PlaybackProblem.noSuchPart();
        }
        return answer(
                VTT,
                Caching.ofManifest(pass, !edition.isWhole()),
                StoryboardTrack.of(edition.id(), edition.storyboard()));
    }

    private Pass admitted(String id, HttpServletRequest request) {
        var pass = passes.admitNow(id, request);
        origins.require(pass.film(), request);
        return pass;
    }

    private Listing listing(Pass pass) {
        return listing(pass, null);
    }

    /** @param edition null for what plays now */
    private Listing listing(Pass pass, @Nullable UUID edition) {
        var listing =
                Listing.of(edition == null ? screenings.listed(pass.film()) : screenings.listed(pass.film(), edition));
        if (listing.isEmpty()) {
            throw PlaybackProblem.notReady();
        }
        return listing;
    }

    /** As one segment they cannot grow with the film, so they are told once it is whole. */
    private List<Film.Caption> captions(Pass pass, Listing listing) {
        return listing.isWhole() ? films.captions(pass.film().id()) : List.of();
    }

    private Film.Caption caption(Pass pass, String language) {
        return films.captions(pass.film().id()).stream()
                .filter(each -> each.language().equals(language))
                .findFirst()
                .orElseThrow(PlaybackProblem::noSuchPart);
    }

    private static ResponseEntity<byte[]> manifest(Pass pass, Listing listing, String type, String text) {
        var answer = answer(type, Caching.ofManifest(pass, !listing.edition().isWhole()), text);
        return pass.film().allowedOrigins().isEmpty()
                ? answer
                : ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.VARY, Origins.VARY)
                        .body(answer.getBody());
    }

    private static ResponseEntity<byte[]> answer(String type, String caching, String text) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
