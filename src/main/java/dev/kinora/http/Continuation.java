package dev.kinora.http;

import jakarta.servlet.ServletRequest;

/** A request that goes on with what an earlier one began, as the pieces of an upload do: whoever counts requests counts the first. */
public final class Continuation {
    private static final String MARK = Continuation.class.getName();

    private Continuation() {}

    /** Before it is known who asks. */
    public static void mark(ServletRequest request) {
        request.setAttribute(MARK, true);
    }

    public static boolean is(ServletRequest request) {
        return request.getAttribute(MARK) != null;
    }
}
