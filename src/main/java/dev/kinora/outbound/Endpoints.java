package dev.kinora.outbound;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Ways to servers that the operator named; what is called because people say so goes through {@link Outbound}. */
public final class Endpoints {
    private static final List<String> EVERYWHERE = List.of("0.0.0.0/0", "::/0");
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String version;
    private final Clock clock;

    Endpoints(String version, Clock clock) {
        this.version = version;
        this.clock = clock;
    }

    /**
     * @param base what clients of such servers are given, such as http://127.0.0.1:8000/v1
     * @param path what comes after it, unless it ends so already
     * @param key sent as a bearer token; empty for none
     * @param timeout for a whole exchange
     * @throws OutboundProblem where the address is none
     */
    public Endpoint at(String base, String path, String key, Duration timeout) {
        var stripped = base.strip().replaceFirst("/+$", "");
        var address =
                Target.of(stripped.endsWith(path) ? stripped : stripped + path).uri();
        var settings = new OutboundProperties(EVERYWHERE, List.of(), CONNECT, timeout, timeout);
        return new Endpoint(new Outbound(settings, InetAddress::getAllByName, version), address, key, timeout, clock);
    }
}
