package dev.kinora.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.IntSupplier;

/**
 * Where people reach this installation. Never taken from a request: whoever asks may name any host, and a link with a
 * secret in it would lead there.
 */
public final class PublicAddress {
    private final String configured;
    private final IntSupplier port;

    PublicAddress(String configured, IntSupplier port) {
        this.configured = configured.isEmpty() ? "" : checked(configured);
        this.port = port;
    }

    /** The address of a path of this site, for a mail or another program. */
    public String of(String path) {
        return base() + path;
    }

    /** Without a slash at its end. */
    public String base() {
        return configured.isEmpty() ? "http://localhost:" + port.getAsInt() : configured;
    }

    private static String checked(String url) {
        try {
            var uri = new URI(url);
            var web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            var bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (web
                    && bare
                    && uri.getHost() != null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
                return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            }
        } catch (URISyntaxException _) {
            // Refused below, like every other address that cannot be opened.
        }
        throw new IllegalArgumentException(
                "kinora.platform.url (KINORA_URL): " + url + " is not an address such as https://video.example.org");
    }
}
