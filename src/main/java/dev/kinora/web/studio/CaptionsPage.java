package dev.kinora.web.studio;

import dev.kinora.access.SignedIn;
import dev.kinora.captions.Captions;
import dev.kinora.captions.MadeCaptions;
import dev.kinora.captions.Transcripts;
import dev.kinora.http.Needs;
import dev.kinora.library.Video;
import dev.kinora.platform.PublicAddress;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.watching.Watching;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.watch.MediaLinks;
import dev.kinora.web.watch.Screening;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** The captions of a video of one's own, and the editor of those in one language. */
@Controller
@Needs(ApiScope.read)
class CaptionsPage {
    static final String ALL = VideoPage.ONE + "/captions";
    static final String NOW = VideoPage.ONE + "/captions-now";
    static final String ONE = ALL + "/{language:[A-Za-z0-9-]+}";

    private final Captions captions;
    private final MadeCaptions made;
    private final Transcripts transcripts;
    private final Watching watching;
    private final MediaLinks media;
    private final VideoPage page;
    private final PublicAddress address;
    private final JsonMapper json;
    private final Clock clock;

    CaptionsPage(
            Captions captions,
            MadeCaptions made,
            Transcripts transcripts,
            Watching watching,
            MediaLinks media,
            VideoPage page,
            PublicAddress address,
            JsonMapper json,
            Clock clock) {
        this.captions = captions;
        this.made = made;
        this.transcripts = transcripts;
        this.watching = watching;
        this.media = media;
        this.page = page;
        this.address = address;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(ALL)
    ModelAndView all(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        return all(page.own(id, request), shell, request, FormState.UNTOUCHED, List.of(), 0);
    }

    /**
     * @param faults what of a file that was sent could not be read
     * @param leftOut how many there are in all
     */
    ModelAndView all(
            Video video,
            Shell shell,
            HttpServletRequest request,
            FormState form,
            List<Captions.Fault> faults,
            int leftOut) {
        var model = new HashMap<String, Object>();
        model.putAll(tracks(video));
        model.put("form", form);
        model.put("faults", faults);
        model.put("leftOut", leftOut);
        model.put("mostBytes", Captions.MOST_BYTES);
        return page.page("videoCaptions", video, shell, request, model);
    }

    private Map<String, Object> tracks(Video video) {
        var model = new HashMap<String, Object>();
        model.put("captions", captions.of(video.id()));
        model.put("made", MadeLook.of(made, video));
        transcripts.language(video.id()).ifPresent(language -> model.put("said", language));
        return model;
    }

    /** Those there are, and how far those are that a machine writes; fetched again while one looks. */
    @GetMapping(NOW)
    ModelAndView now(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        var video = page.own(id, request);
        return page.page("captionsNow", video, shell, request, tracks(video));
    }

    @GetMapping(ONE)
    ModelAndView one(@PathVariable UUID id, @PathVariable String language, Shell shell, HttpServletRequest request) {
        var video = page.own(id, request);
        var caption = captions.get(id, language);
        var model = new HashMap<String, Object>(Map.of("video", video, "caption", caption));
        if (!video.isBinned()) {
            var film = watching.film(video.uid());
            model.put(
                    "it",
                    Screening.of(
                            film,
                            media.of(film),
                            SignedIn.of(request).isPresent(),
                            address,
                            json,
                            null,
                            clock.instant()));
        }
        return Studio.page(shell, caption.label() + " captions of " + video.title(), "captionEditor", model);
    }
}
