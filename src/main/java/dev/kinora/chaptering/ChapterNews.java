package dev.kinora.chaptering;

import dev.kinora.library.Video;
import dev.kinora.live.LiveEvents;
import dev.kinora.webhooks.WebhookEvent;
import dev.kinora.webhooks.Webhooks;
import java.util.UUID;

/** Says in the transaction of a change what happened: to open pages, and to the webhooks of the film's owner. */
final class ChapterNews {
    private final LiveEvents live;
    private final Webhooks webhooks;

    ChapterNews(LiveEvents live, Webhooks webhooks) {
        this.live = live;
        this.webhooks = webhooks;
    }

    void changed(Video video, ChapterList list) {
        live.publish("video:" + video.id(), "{}");
        webhooks.tell(
                video.owner().id(), WebhookEvent.VIDEO_CHAPTERS, ChapterView.List.of(list, Generation.NONE, null));
    }

    void proposed(UUID video) {
        live.publish("video:" + video, "{}");
    }
}
