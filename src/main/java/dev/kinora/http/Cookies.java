package dev.kinora.http;

/** Names of cookies that more than one module must know. */
public final class Cookies {
    public static final String SESSION = "kinora_session";

    private Cookies() {}
}
