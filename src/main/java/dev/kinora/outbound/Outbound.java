package dev.kinora.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that people name. Each connection goes to exactly the address that was found to be public, or allowed by
 * the operator, a moment before; after every redirect anew.
 */
public final class Outbound implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** What is for one host is not for the next. */
    private static final Set<String> CONFIDENTIAL = Set.of("authorization", "cookie", "proxy-authorization");

    private final Guard guard;
    private final CloseableHttpClient client;
    private final Duration answerTimeout;
    private final ScheduledThreadPoolExecutor clock;

    Outbound(OutboundProperties properties, Connections.Lookup lookup, String version) {
        this.guard = properties.guard();
        this.client = new Connections(properties, lookup).client("Kinora/" + version);
        this.answerTimeout = properties.answerTimeout();
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("outbound-deadlines").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * For a form: the address as it would be called, if it may be as far as can be told without asking for its name. Whether
     * that leads to a forbidden place shows with the call.
     *
     * @throws OutboundProblem when it is malformed, or refused already
     */
    public URI check(String typed) {
        return checked(Target.of(typed.strip())).uri();
    }

    private Target checked(Target target) {
        guard.requirePort(target.port());
        var host = target.host();
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            guard.require(host, InetAddress.getLoopbackAddress());
        } else if (host.contains(":") || Character.isDigit(host.charAt(host.length() - 1)) && isLiteral(host)) {
            guard.require(host, InetAddress.ofLiteral(host));
        }
        return target;
    }

    private static boolean isLiteral(String host) {
        return host.chars().allMatch(each -> each == '.' || Character.isDigit(each));
    }

    /** Follows redirects; the answer's body is as long as the server likes. */
    public Answer get(URI address, Map<String, String> headers) {
        return follow("GET", address, headers);
    }

    public Answer head(URI address, Map<String, String> headers) {
        return follow("HEAD", address, headers);
    }

    /**
     * Follows no redirect: what was meant for one address is not for another.
     *
     * @param within after which the whole exchange is ended, the reading of the answer included
     */
    public Answer post(URI address, Map<String, String> headers, byte[] body, Duration within) {
        var deadline = new Deadline(clock, within);
        try {
            return call("POST", Target.of(address.toString()), headers, body, deadline, deadline::close);
        } catch (RuntimeException e) {
            deadline.close();
            throw e;
        }
    }

    private Answer follow(String method, URI address, Map<String, String> headers) {
        var target = Target.of(address.toString());
        var sent = headers;
        try (var deadline = new Deadline(clock, answerTimeout)) {
            for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
                var answer = call(method, target, sent, null, deadline, () -> {});
                var location = answer.headers().firstValue("Location");
                if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                    return answer;
                }
                answer.close();
                var next = target.follow(location.get());
                sent = next.hasOriginOf(target) ? sent : withoutConfidential(sent);
                target = next;
            }
        }
        throw OutboundProblem.tooManyRedirects(MOST_REDIRECTS);
    }

    private static Map<String, String> withoutConfidential(Map<String, String> headers) {
        var kept = new TreeMap<>(headers);
        kept.keySet().removeIf(name -> CONFIDENTIAL.contains(name.toLowerCase(Locale.ROOT)));
        return kept;
    }

    private Answer call(
            String method,
            Target target,
            Map<String, String> headers,
            byte @Nullable [] body,
            Deadline deadline,
            Runnable atEnd) {
        checked(target);
        var request = new HttpUriRequestBase(method, target.uri());
        headers.forEach(request::setHeader);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, null));
        }
        deadline.covers(request);
        try {
            var host = new HttpHost(target.uri().getScheme(), target.host(), target.port());
            var response = client.executeOpen(host, request, null);
            return new Answer(target.uri(), response.getCode(), headers(response), content(response), () -> {
                // First, or else closing would read all that is still to come.
                request.cancel();
                atEnd.run();
                close(response);
            });
        } catch (IOException e) {
            throw explained(target.host(), e, deadline);
        }
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var header : response.getHeaders()) {
            all.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(String.valueOf(header.getValue()));
        }
        return HttpHeaders.of(all, (_, _) -> true);
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException _) {
            // Nobody reads on.
        }
    }

    private static OutboundProblem explained(String host, IOException failure, Deadline deadline) {
        if (deadline.isPassed()) {
            return OutboundProblem.late(host, failure);
        }
        return switch (failure) {
            case UnknownHostException e -> OutboundProblem.unknown(host, e);
            case SocketTimeoutException e -> OutboundProblem.late(host, e);
            case ConnectException e -> OutboundProblem.unreachable(host, "takes no connections there", e);
            case SSLException e ->
                OutboundProblem.unreachable(host, "has no valid certificate, or speaks no TLS there", e);
            case NoHttpResponseException e ->
                OutboundProblem.unreachable(host, "ended the connection without an answer", e);
            default ->
                OutboundProblem.unreachable(host, "could not be reached, or did not answer as a web server", failure);
        };
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
