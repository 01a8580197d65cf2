package dev.kinora.web.studio;

import dev.kinora.access.SignedIn;
import dev.kinora.captions.Transcripts;
import dev.kinora.http.Needs;
import dev.kinora.platform.PublicAddress;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.watching.Watching;
import dev.kinora.web.Shell;
import dev.kinora.web.watch.MediaLinks;
import dev.kinora.web.watch.Screening;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** Where the chapters of a video of one's own are made and changed; the work is done by a script and the API. */
@Controller
@Needs(ApiScope.read)
class ChaptersPage {
    private final Transcripts transcripts;
    private final Watching watching;
    private final MediaLinks media;
    private final VideoPage page;
    private final PublicAddress address;
    private final JsonMapper json;
    private final Clock clock;

    ChaptersPage(
            Transcripts transcripts,
            Watching watching,
            MediaLinks media,
            VideoPage page,
            PublicAddress address,
            JsonMapper json,
            Clock clock) {
        this.transcripts = transcripts;
        this.watching = watching;
        this.media = media;
        this.page = page;
        this.address = address;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(VideoPage.ONE + "/chapters")
    ModelAndView editor(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        var video = page.own(id, request);
        var model = new HashMap<String, Object>(
                Map.of("video", video, "isSaid", transcripts.language(id).isPresent()));
        if (!video.isBinned()) {
            var film = watching.film(video.uid());
            var links = media.of(film);
            var isKnown = SignedIn.of(request).isPresent();
            model.put("it", Screening.of(film, links, isKnown, address, json, null, clock.instant()));
        }
        return Studio.page(shell, "Chapters of " + video.title(), "chapterEditor", model);
    }
}
