package dev.kinora.testing;

import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A whole Kinora on a free port and a database of its own, as it runs for its users. */
public final class RunningKinora implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final DatabaseAccess access;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private RunningKinora(ConfigurableApplicationContext context, DatabaseAccess access, Path data) {
        this.context = context;
        this.access = access;
        this.data = data;
    }

    /** @param settings as on the command line, e.g. {@code --kinora.platform.app-connections=4} */
    public static RunningKinora start(String... settings) {
        return start(List.of(), settings);
    }

    /** With further beans: controllers that exist only for a test, a settable clock. */
    public static RunningKinora start(List<Class<?>> beans, String... settings) {
        try {
            var data = Files.createTempDirectory("kinora-data");
            var access = TestServer.get().freshDatabase();
            var all = new ArrayList<>(List.of("--server.port=0", "--kinora.platform.data=" + data));
            all.addAll(List.of(settings));
            var context = Application.start(WebApplicationType.SERVLET, () -> access, all, beans.toArray(Class[]::new));
            return new RunningKinora(context, access, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String path) {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Its data directory. */
    public Path data() {
        return data;
    }

    public DatabaseAccess access() {
        return access;
    }

    /** A request with the headers given as name, value, name, value. */
    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url(path)));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url(path))).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
