package dev.kinora.captions;

import dev.kinora.library.AfterChange;
import dev.kinora.library.Videos;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Db;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CaptionsConfiguration {
    @Bean
    CaptionStore captionStore(Db db, ObjectProvider<AfterTranscript> after) {
        return new CaptionStore(
                db,
                videos ->
                        after.orderedStream().filter(_ -> !videos.isEmpty()).forEach(each -> each.transcribed(videos)));
    }

    @Bean
    Captions captions(Db db, CaptionStore store, Videos videos, LiveEvents live) {
        return new Captions(db, store, videos, video -> live.publish("video:" + video, "{}"));
    }

    @Bean
    Transcripts transcripts(Db db, Videos videos) {
        return new Transcripts(db, videos);
    }

    /** In another language other captions may be the transcript. */
    @Bean
    AfterChange transcriptsInTheLanguageOfTheFilm(CaptionStore store) {
        return store::cut;
    }
}
