package dev.kinora.web.watch;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Framing;
import dev.kinora.http.Open;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.PublicAddress;
import dev.kinora.playlists.Playlists;
import dev.kinora.playlists.Playthrough;
import dev.kinora.processing.Processing;
import dev.kinora.watching.Film;
import dev.kinora.watching.Watching;
import dev.kinora.watching.WatchingProblem;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.json.JsonMapper;

/** A film and its player, on a page of its own and in a frame of somebody else's. */
@Open
@Controller
class WatchPages {
    static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Watching watching;
    private final Playlists playlists;
    private final MediaLinks media;
    private final Processing processing;
    private final LiveEvents live;
    private final PublicAddress address;
    private final JsonMapper json;
    private final Clock clock;

    WatchPages(
            Watching watching,
            Playlists playlists,
            MediaLinks media,
            Processing processing,
            LiveEvents live,
            PublicAddress address,
            JsonMapper json,
            Clock clock) {
        this.clock = clock;
        this.processing = processing;
        this.watching = watching;
        this.playlists = playlists;
        this.media = media;
        this.live = live;
        this.address = address;
        this.json = json;
    }

    @GetMapping("/watch/{uid}")
    ModelAndView watch(
            @PathVariable String uid,
            @RequestParam(required = false) @Nullable String list,
            Shell shell,
            HttpServletRequest request) {
        if (KEY.matcher(uid).matches()) {
            return moved(UUID.fromString(uid), request);
        }
        var found = watching.page(uid);
        var film = found.film();
        var screening = screening(film, request);
        var model = new HashMap<String, Object>();
        model.put("page", shell.page(film.title(), screening.summary()));
        model.put("it", screening);
        model.put("about", Prose.ofFilm(film.description(), watching::known, film.duration()));
        model.put("structured", screening.structured(json, address));
        model.put("others", found.others());
        through(list, film.id()).ifPresent(it -> model.put("through", it));
        return new ModelAndView("pages/watch/watch", model);
    }

    /** As one of a list. What is no list, or none that the viewer sees, keeps nobody from the film. */
    private Optional<Playthrough> through(@Nullable String list, UUID film) {
        return list != null && KEY.matcher(list).matches()
                ? playlists.around(UUID.fromString(list), film)
                : Optional.empty();
    }

    /** The API names it by its key; its page has one address. */
    private ModelAndView moved(UUID id, HttpServletRequest request) {
        var query = request.getQueryString();
        var there = new RedirectView(watching.path(id) + (query == null ? "" : "?" + query));
        there.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        return new ModelAndView(there);
    }

    /** How far it is, while one waits for it; fetched again whenever it has changed. */
    @GetMapping("/watch/{uid}/now")
    ModelAndView now(@PathVariable String uid, HttpServletRequest request) {
        return new ModelAndView("pages/watch/now", Map.of("it", screening(watching.film(uid), request)));
    }

    @GetMapping(path = "/watch/{uid}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String uid) {
        return live.stream(Set.of("video:" + watching.film(uid).id()));
    }

    /** In a frame, that there is nothing has to be said in the frame. */
    @GetMapping("/embed/{uid}")
    ModelAndView embed(
            @PathVariable String uid, Shell shell, HttpServletRequest request, HttpServletResponse response) {
        try {
            var film = watching.film(uid);
            Framing.allow(response, film.allowedOrigins());
            return new ModelAndView(
                    "pages/watch/embed",
                    Map.of(
                            "page", shell.page(film.title(), film.title()),
                            "it", screening(film, request)));
        } catch (WatchingProblem e) {
            Framing.allow(response, List.of());
            var gone = new ModelAndView(
                    "pages/watch/embedGone", Map.of("page", shell.page("No video", e.sentence()), "why", e.sentence()));
            gone.setStatus(HttpStatus.NOT_FOUND);
            return gone;
        }
    }

    private Screening screening(Film film, HttpServletRequest request) {
        var before = film.isUnderWay() ? processing.filmsBefore(film.id()) : null;
        var signedIn = SignedIn.of(request).isPresent();
        return Screening.of(film, media.of(film), signedIn, address, json, before, clock.instant());
    }
}
