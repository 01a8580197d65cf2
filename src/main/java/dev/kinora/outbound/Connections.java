package dev.kinora.outbound;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * A client that does nothing by itself: no redirect, no cookie, no second try, no unpacking, no proxy, no connection kept. Each
 * connection goes to an address that was resolved and checked for it.
 */
final class Connections {
    private static final int ENOUGH = 10_000;
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_ADDRESSES = 8;

    private final Guard guard;
    private final Lookup lookup;
    private final OutboundProperties properties;

    Connections(OutboundProperties properties, Lookup lookup) {
        this.guard = properties.guard();
        this.lookup = lookup;
        this.properties = properties;
    }

    /** Whom a name leads to. */
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    CloseableHttpClient client(String userAgent) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout())
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private Timeout timeout() {
        return Timeout.of(properties.readTimeout());
    }

    private HttpClientConnectionManager connections() {
        var builder = new PoolingHttpClientConnectionManagerBuilder() {
            @Override
            protected HttpClientConnectionOperator createConnectionOperator(
                    SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
                // Otherwise the JVM's SOCKS proxy would be asked, and would resolve the name anew.
                return new DefaultHttpClientConnectionOperator(
                        _ -> new Socket(Proxy.NO_PROXY),
                        ports,
                        resolver,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, tls)
                                .build());
            }
        };
        return builder.setDnsResolver(new Checked())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(timeout())
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout()).build())
                // Nobody waits here for a connection: how many there are at a time is for the callers to bound.
                .setMaxConnTotal(ENOUGH)
                .setMaxConnPerRoute(ENOUGH)
                .build();
    }

    /** A name that leads to a public and a private address at once is refused as a whole: nobody does that in good faith. */
    private final class Checked implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var addresses = lookup.all(host);
            for (var address : addresses) {
                guard.require(host, address);
            }
            return Stream.of(addresses).limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
