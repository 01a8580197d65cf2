package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any Kinora, by its address and an API key. */
final class Remote {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description = "Which Kinora. Else KINORA_URL, else http://localhost:8080.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An API key of yours; better in KINORA_KEY, which no list of processes shows.")
    private @Nullable String key;

    Remote(Map<String, String> environment) {
        this.environment = environment;
    }

    URI address(String path) {
        var base = url != null ? url : environment.getOrDefault("KINORA_URL", "");
        var known = base.isBlank() ? "http://localhost:8080" : base.replaceFirst("/+$", "");
        try {
            var address = new URI(known + path);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Refused below, like every other address that cannot be opened.
        }
        throw new Refusal(
                known + " is not the address of a Kinora.", "Write for example --url https://video.example.org.");
    }

    /** Whether an address is of the Kinora that the key was given for. */
    boolean isHome(URI other) {
        var home = address("/");
        return home.getScheme().equalsIgnoreCase(other.getScheme())
                && home.getHost().equalsIgnoreCase(other.getHost())
                && port(home) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    HttpRequest.Builder request(URI address) {
        if (!isHome(address)) {
            throw new IllegalArgumentException("the key is not for " + address.getHost());
        }
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + secret());
    }

    String secret() {
        var secret = key != null ? key : environment.getOrDefault("KINORA_KEY", "");
        if (secret.isBlank()) {
            throw new Refusal(
                    "An API key is needed.",
                    "Make one in the settings under API keys, and put it into KINORA_KEY or after --key.");
        }
        return secret;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sending(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** The answer as JSON, or the sentence of the refusal. */
    JsonNode get(String path) throws InterruptedException {
        var address = address(path);
        try {
            var answer = send(request(address).timeout(PATIENCE).GET().build());
            if (answer.statusCode() != 200) {
                throw refusal(answer);
            }
            return told(address, answer.body());
        } catch (IOException e) {
            throw new Refusal(
                    address.resolve("/") + " does not answer.",
                    "Is Kinora running there?" + (e.getMessage() == null ? "" : " " + e.getMessage()),
                    e);
        }
    }

    private static JsonNode told(URI address, String body) {
        try {
            var told = JsonMapper.shared().readTree(body);
            if (told.isObject()) {
                return told;
            }
        } catch (JacksonException _) {
            // Refused below, like all else that a Kinora does not say.
        }
        throw new Refusal(
                address.resolve("/") + " does not answer as a Kinora does.",
                "Is that the address of one, or of something that stands in front of it?");
    }

    static Refusal refusal(HttpResponse<String> answer) {
        return new Refusal(sentence(answer), "The answer's status was " + answer.statusCode() + ".");
    }

    static String sentence(HttpResponse<String> answer) {
        try {
            var detail =
                    JsonMapper.shared().readTree(answer.body()).path("detail").asString("");
            return detail.isEmpty() ? "It answered " + answer.statusCode() + "." : detail;
        } catch (JacksonException _) {
            return "It answered " + answer.statusCode() + ".";
        }
    }
}
