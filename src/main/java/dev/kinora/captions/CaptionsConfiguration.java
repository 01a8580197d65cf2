package dev.kinora.captions;

import dev.kinora.http.RawBodies;
import dev.kinora.library.AfterChange;
import dev.kinora.library.Videos;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Db;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

@Configuration(proxyBeanMethods = false)
class CaptionsConfiguration {
    private static final Set<String> SENT = Set.of("POST", "PUT");
    private static final Pattern CAPTIONS = Pattern.compile("/api/v1/videos/[^/]+/captions(?:/[^/]+)?");

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
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<RawBodies> captionsAsTheyCome() {
        return RawBodies.of(
                "captions",
                request -> SENT.contains(request.getMethod())
                        && CAPTIONS.matcher(request.getRequestURI()).matches()
                        && String.valueOf(request.getContentType())
                                .startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE));
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
