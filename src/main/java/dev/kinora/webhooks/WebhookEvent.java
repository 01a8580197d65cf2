package dev.kinora.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What webhooks can be told of. A name never changes once it is out; further ones may come, and receivers must expect them. */
public enum WebhookEvent {
    VIDEO_CREATED("video.created", "A video was begun, before there is a file."),
    VIDEO_UPLOADED("video.uploaded", "The file of a video has arrived."),
    VIDEO_READY("video.ready", "A video can be watched."),
    VIDEO_ERROR("video.error", "A video could not be prepared."),
    VIDEO_UPDATED("video.updated", "A video's title, description or settings changed, or another version of it plays."),
    VIDEO_CHAPTERS("video.chapters", "The chapters of a video were made or changed."),
    VIDEO_PUBLISHED("video.published", "A video was published."),
    VIDEO_DELETED("video.deleted", "A video was put into the bin."),
    VIDEO_RESTORED("video.restored", "A video was taken out of the bin."),
    UPLOAD_REFUSED("upload.refused", "A file was not taken in."),
    /** Sent when its owner asks, whatever the webhook wants to know of. */
    WEBHOOK_TEST("webhook.test", "You asked for a test.");

    private final String word;
    private final String explanation;

    WebhookEvent(String word, String explanation) {
        this.word = word;
        this.explanation = explanation;
    }

    /** As it stands in a message, e.g. video.ready. */
    public String word() {
        return word;
    }

    public String explanation() {
        return explanation;
    }

    /** What somebody can choose. */
    public static List<WebhookEvent> choices() {
        return Arrays.stream(values()).filter(event -> event != WEBHOOK_TEST).toList();
    }

    static Optional<WebhookEvent> chosen(String word) {
        return choices().stream().filter(event -> event.word.equals(word)).findFirst();
    }
}
