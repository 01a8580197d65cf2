package dev.kinora.web;

import dev.kinora.access.SignedIn;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Makes the page around a controller's own content. A handler method asks for it as a parameter. */
public final class Shell {

    static final String REQUEST_ID = "X-Request-Id";

    private static final List<NavItem> NAV = List.of(new NavItem("Home", "/", "house"));

    /** Who is signed in has videos of their own. */
    private static final List<NavItem> NAV_OF_PEOPLE = List.of(
            new NavItem("Home", "/", "house"),
            new NavItem("Studio", "/studio", "clapperboard"),
            new NavItem("Upload", "/studio/upload", "upload"),
            new NavItem("Playlists", "/playlists", "list-video"),
            new NavItem("Watch later", "/watch-later", "clock"));

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private Shell(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    public static Shell of(HttpServletRequest request, HttpServletResponse response) {
        return new Shell(request, response);
    }

    /** Takes the waiting flash message, so it is called once a request. */
    public Page page(String title, String description) {
        return new Page(
                title,
                description,
                path(),
                Theme.of(request),
                Csrf.of(request),
                Flashes.take(request, response),
                requestId(),
                SignedIn.of(request).isPresent() ? NAV_OF_PEOPLE : NAV,
                SignedIn.of(request).orElse(null));
    }

    /** While an error is shown, the container asks for another address than the visitor did. */
    private String path() {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? asked
                : request.getRequestURI();
    }

    private String requestId() {
        var given = response.getHeader(REQUEST_ID);
        return given == null ? request.getRequestId() : given;
    }
}
