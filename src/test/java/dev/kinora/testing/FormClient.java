package dev.kinora.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as forms and cookies go, fast enough to be many. It follows no redirect. */
public final class FormClient {
    private static final HttpClient SHARED =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");

    private final RunningKinora kinora;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    public FormClient(RunningKinora kinora) {
        this.kinora = kinora;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** With the token of the page it was found on, as a browser sends it. */
    public HttpResponse<String> submit(String page, Map<String, String> fields) {
        return submit(page, page, fields);
    }

    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        var matcher = TOKEN.matcher(get(page).body());
        var all = new LinkedHashMap<>(fields);
        if (matcher.find()) {
            all.put("_csrf", matcher.group(1));
        }
        return send(form(action, all).header("Referer", kinora.url(page)));
    }

    /** As it is, without any token but those given. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(form(path, fields));
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> signIn(String identifier, String password) {
        return submit("/sign-in", Map.of("identifier", identifier, "password", password));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    public void plant(String name, String value) {
        cookies.put(name, value);
    }

    private void keep(String header) {
        var cookie = HttpCookie.parse(header).getFirst();
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var held = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!held.isEmpty()) {
            request.header("Cookie", held);
        }
        try {
            var response = SHARED.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create(kinora.url(path));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
