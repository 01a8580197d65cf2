package dev.kinora.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes on with a request on behalf of the person it turned out to come from. */
public final class Requests {
    private static final String CALLER = Caller.class.getName();

    private Requests() {}

    /** Error pages and asynchronous continuations of the request act for them too. */
    public static void goOnAs(
            Viewer viewer, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var caller = Caller.current().as(viewer);
        request.setAttribute(CALLER, caller);
        within(caller, request, response, chain);
    }

    static void within(Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            caller.<@Nullable Void, Exception>call(() -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    static void remember(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    static @Nullable Caller remembered(HttpServletRequest request) {
        return request.getAttribute(CALLER) instanceof Caller known ? known : null;
    }
}
