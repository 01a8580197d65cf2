package dev.kinora.library;

import dev.kinora.live.LiveEvents;

/** Says in the transaction of a change what happened, for open pages. */
final class VideoNews {
    private final LiveEvents live;

    VideoNews(LiveEvents live) {
        this.live = live;
    }

    void published(Video video) {
        tell(video);
    }

    void updated(Video video) {
        tell(video);
    }

    void deleted(Video video) {
        tell(video);
    }

    void restored(Video video) {
        tell(video);
    }

    /** Whoever hears it fetches what it is. */
    private void tell(Video video) {
        live.publish("video:" + video.id(), "{}");
    }
}
