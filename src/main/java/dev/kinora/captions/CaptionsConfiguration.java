package dev.kinora.captions;

import dev.kinora.library.AfterChange;
import dev.kinora.library.Videos;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Db;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CaptionsConfiguration {
    @Bean
    Captions captions(Db db, Videos videos, LiveEvents live) {
        return new Captions(db, videos, video -> live.publish("video:" + video, "{}"));
    }

    @Bean
    Transcripts transcripts(Db db, Videos videos) {
        return new Transcripts(db, videos);
    }

    /** In another language other captions may be the transcript. */
    @Bean
    AfterChange transcriptsInTheLanguageOfTheFilm(Db db) {
        return new CaptionStore(db)::cut;
    }
}
