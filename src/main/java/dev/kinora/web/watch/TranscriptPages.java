package dev.kinora.web.watch;

import dev.kinora.captions.Transcripts;
import dev.kinora.http.Open;
import dev.kinora.watching.Watching;
import dev.kinora.web.Shell;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is said in a film, beside its player and on a page of its own. */
@Open
@Controller
class TranscriptPages {
    private final Watching watching;
    private final Transcripts transcripts;

    TranscriptPages(Watching watching, Transcripts transcripts) {
        this.watching = watching;
        this.transcripts = transcripts;
    }

    /** To be read, without a player. */
    @GetMapping("/watch/{uid}/transcript")
    ModelAndView page(
            @PathVariable String uid,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String list,
            Shell shell) {
        var film = watching.film(uid);
        return new ModelAndView(
                "pages/watch/transcript",
                Map.of(
                        "page",
                        shell.page("Transcript: " + film.title(), "What is said in “" + film.title() + "”."),
                        "film",
                        film,
                        "said",
                        transcripts.said(film.id(), language),
                        "kept",
                        kept(list)));
    }

    /** What the page of the film puts beside its player once it is there. */
    @GetMapping("/watch/{uid}/transcript/lines")
    ModelAndView lines(
            @PathVariable String uid,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String list) {
        var film = watching.film(uid);
        return new ModelAndView(
                "pages/watch/transcriptLines",
                Map.of("film", film, "said", transcripts.said(film.id(), language), "kept", kept(list)));
    }

    /** Whoever plays a list through goes on with it from every line. */
    private static String kept(@Nullable String list) {
        return list != null && WatchPages.KEY.matcher(list).matches() ? "&list=" + list : "";
    }
}
