package dev.kinora.playback;

import dev.kinora.editions.EditionKeys;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The bytes of a film. What is at such an address never changes, so whoever may keep it keeps it for good. Asked for more often
 * than all the rest together, and the address alone says who may: so they are sent from before the search for a route and for
 * the person, which would cost as much again.
 */
final class Segments implements Filter {
    private static final String STORYBOARD = "storyboard";
    private static final Pattern ADDRESS = Pattern.compile("/media/([^/]+)"
            + "/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
            + "/([a-z0-9][a-z0-9_-]{0,31})"
            + "/(?:(init)\\.mp4|([0-9]{1,7})\\.(m4s|jpg))");

    private final Passes passes;
    private final Screenings screenings;
    private final MediaStores stores;

    Segments(Passes passes, Screenings screenings, MediaStores stores) {
        this.passes = passes;
        this.screenings = screenings;
        this.stores = stores;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = ADDRESS.matcher(request.getRequestURI());
        if (!address.matches() || isPicture(address) != address.group(3).equals(STORYBOARD)) {
            chain.doFilter(request, response);
            return;
        }
        counted(request, route(address));
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET", "HEAD"));
        }
        var pass = passes.admit(address.group(1), request);
        var edition = UUID.fromString(address.group(2));
        if (isPicture(address)) {
            var number = Integer.parseInt(address.group(5));
            send(pass, edition, "image/jpeg", keys -> keys.sprite(number), request, response);
            return;
        }
        var rendition = address.group(3);
        var type = screenings.place(pass, edition).type(rendition);
        if (address.group(4) == null) {
            var number = Integer.parseInt(address.group(5));
            send(pass, edition, type, keys -> keys.segment(rendition, number), request, response);
        } else {
            send(pass, edition, type, keys -> keys.beginning(rendition), request, response);
        }
    }

    /** Under a name, as every route is: by our own times, and where traces are wanted by Spring's. */
    private static void counted(HttpServletRequest request, String route) {
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route);
        ServerHttpObservationFilter.findObservationContext(request).ifPresent(it -> it.setPathPattern(route));
    }

    private static boolean isPicture(Matcher address) {
        return "jpg".equals(address.group(6));
    }

    private static String route(Matcher address) {
        if (isPicture(address)) {
            return "/media/{id}/{edition}/storyboard/{number}.jpg";
        }
        return address.group(4) == null
                ? "/media/{id}/{edition}/{rendition}/{number}.m4s"
                : "/media/{id}/{edition}/{rendition}/init.mp4";
    }

    private void send(
            Pass pass,
            UUID edition,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            send(pass, screenings.place(pass, edition), type, file, request, response);
        } catch (NoSuchFileException _) {
            screenings.forget(edition);
            sendAgain(pass, edition, type, file, request, response);
        }
    }

    /** From where the film has been moved to meanwhile. */
    private void sendAgain(
            Pass pass,
            UUID edition,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            send(pass, screenings.place(pass, edition), type, file, request, response);
        } catch (NoSuchFileException _) {
            throw PlaybackProblem.noSuchPart();
        }
    }

    private void send(
            Pass pass,
            Screenings.Place place,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var key = file.apply(place.keys());
        var folder = place.keys().folder();
        var etag = place.keys().edition() + "-"
                + key.value().substring(folder.length()).replace('/', '-');
        Delivery.stored(
                request,
                response,
                stores.named(place.store()),
                key,
                new Delivery.About(type, etag, Caching.forGood(pass), null));
    }
}
