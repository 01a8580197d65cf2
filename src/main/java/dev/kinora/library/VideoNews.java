package dev.kinora.library;

import dev.kinora.live.LiveEvents;
import dev.kinora.webhooks.WebhookEvent;
import dev.kinora.webhooks.Webhooks;
import java.util.UUID;

/** Says in the transaction of a change what happened: to open pages, and to the webhooks of the video's owner. */
final class VideoNews {
    private final LiveEvents live;
    private final Webhooks webhooks;

    VideoNews(LiveEvents live, Webhooks webhooks) {
        this.live = live;
        this.webhooks = webhooks;
    }

    /** Whoever hears it on a page fetches what it is by now. */
    void changed(UUID video) {
        live.publish("video:" + video, "{}");
    }

    void tell(WebhookEvent event, Video video) {
        live.publish("video:" + video.id(), "{}");
        webhooks.tell(video.owner().id(), event, video);
    }
}
