package dev.kinora.command;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What has become of a film whose bytes were sent, as its Kinora tells. */
final class Uploaded {
    private static final String VIDEOS = "/api/v1/videos/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Remote remote;

    Uploaded(Remote remote) {
        this.remote = remote;
    }

    /** @param answer the HTTP status with which it was told */
    record Seen(int answer, JsonNode told) {
        boolean isRefused() {
            return status().equals("error");
        }

        boolean isAwaited() {
            return isBusy() || status().equals("pendingupload");
        }

        /** Nothing is known yet. */
        boolean isBusy() {
            return answer == 429 || answer / 100 == 5;
        }

        /** Deleted for good, in the bin, or never this account's. */
        boolean isGone() {
            return answer == 404
                    || (answer == 200 && !told.path("deletedAt").asString("").isEmpty());
        }

        String reason() {
            return told.path("errorMessage").asString("It was not taken in.");
        }

        private String status() {
            return answer == 200 ? told.path("status").asString("") : "";
        }
    }

    Seen seen(String video) throws IOException, InterruptedException {
        return ask(VIDEOS + video);
    }

    /**
     * Where the same film stands already, which is known once all of it was read through.
     *
     * @param until as {@link System#nanoTime} has it; nothing is said of what takes longer
     */
    Optional<URI> twin(String video, long until) throws InterruptedException {
        try {
            while (System.nanoTime() < until) {
                var file = ask(VIDEOS + video + "/file");
                if (file.answer() != 200 && !file.isBusy()) {
                    return Optional.empty();
                }
                if (!file.told().path("sha256").asString("").isEmpty()) {
                    return first(ask(VIDEOS + video + "/duplicates"));
                }
                Thread.sleep(300);
            }
        } catch (IOException _) {
            // The film is there; that is what counts.
        }
        return Optional.empty();
    }

    private Optional<URI> first(Seen duplicates) {
        var id = duplicates.told().path("items").path(0).path("id").asString("");
        return id.isEmpty() ? Optional.empty() : Optional.of(remote.address("/studio/videos/" + id));
    }

    private Seen ask(String path) throws IOException, InterruptedException {
        var answer = remote.send(
                remote.request(remote.address(path)).timeout(PATIENCE).GET().build());
        try {
            return new Seen(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
        } catch (JacksonException _) {
            return new Seen(answer.statusCode(), MissingNode.getInstance());
        }
    }
}
