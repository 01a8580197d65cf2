package dev.kinora.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * What a server answered. The body comes as it was sent, never unpacked, and as fast as it is read: whoever reads counts.
 * Closing ends the connection at once, however much is still to come.
 */
public final class Answer implements AutoCloseable {
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final URI address;
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;
    private final Runnable end;

    Answer(URI address, int status, HttpHeaders headers, InputStream body, Runnable end) {
        this.address = address;
        this.status = status;
        this.headers = headers;
        this.end = end;
        this.body = new FilterInputStream(body) {
            @Override
            public void close() {
                end.run();
            }
        };
    }

    /** The one that answered, behind all redirects. */
    public URI address() {
        return address;
    }

    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public InputStream body() {
        return body;
    }

    /** The beginning of the body, read as UTF-8. */
    public String beginning(int mostBytes) throws IOException {
        return new String(body.readNBytes(mostBytes), StandardCharsets.UTF_8);
    }

    /** How long the server asks to be left alone, a day at most; zero where it does not say. */
    public Duration wish(Instant now) {
        var wish = headers.firstValue("Retry-After")
                .map(text -> wish(text.strip(), now))
                .orElse(Duration.ZERO);
        return wish.isNegative() ? Duration.ZERO : wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private static Duration wish(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException _) {
            return Duration.ZERO;
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
