package dev.kinora.library;

import dev.kinora.live.LiveEvents;
import dev.kinora.webhooks.WebhookEvent;
import dev.kinora.webhooks.Webhooks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in the transaction of a change what happened: to open pages, and to the webhooks of the video's owner. */
final class VideoNews {
    private final LiveEvents live;
    private final Webhooks webhooks;
    private final PublishingStore store;

    VideoNews(LiveEvents live, Webhooks webhooks, PublishingStore store) {
        this.store = store;
        this.live = live;
        this.webhooks = webhooks;
    }

    /** Whoever hears it on a page fetches what it is by now. */
    void changed(UUID video) {
        live.publish("video:" + video, "{}");
    }

    /** @param readyBy null while nobody can say */
    void reached(UUID video, int percent, @Nullable Instant readyBy) {
        var by = readyBy == null ? "" : ",\"readyBy\":\"" + readyBy.truncatedTo(ChronoUnit.SECONDS) + "\"";
        live.publish("video:" + video, "{\"progress\":" + percent + by + "}");
    }

    void tell(WebhookEvent event, Video video) {
        live.publish("video:" + video.id(), "{}");
        webhooks.tell(video.owner().id(), event, video);
    }

    /** That its owner changed it; where others can watch it from now on, that it is published. */
    void changed(Video video) {
        tell(store.announce(video.id()) ? WebhookEvent.VIDEO_PUBLISHED : WebhookEvent.VIDEO_UPDATED, video);
    }

    /** Where others can watch it from now on, that it is published; otherwise nothing. */
    void mayBeOut(Video video) {
        if (store.announce(video.id())) {
            tell(WebhookEvent.VIDEO_PUBLISHED, video);
        }
    }
}
