package dev.kinora.web.playlists;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.library.Videos;
import dev.kinora.platform.Problem;
import dev.kinora.playlists.PlaylistProblem;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where videos stand on lists. "Save to…" is a page of its own and, for whoever asks by script, the piece it consists of. */
@Controller
class PlacesPage {
    private static final String SAVE = PlaylistsPage.PATH + "/save";

    private final Playlists playlists;
    private final Videos videos;

    PlacesPage(Playlists playlists, Videos videos) {
        this.videos = videos;
        this.playlists = playlists;
    }

    @Needs(ApiScope.read)
    @GetMapping(SAVE)
    ModelAndView save(@RequestParam(required = false) @Nullable UUID video, Shell shell, HttpServletRequest request) {
        if (video == null) {
            return PlaylistsPage.goTo(PlaylistsPage.PATH);
        }
        return save(video, shell, request, FormState.UNTOUCHED);
    }

    private ModelAndView save(UUID video, Shell shell, HttpServletRequest request, FormState form) {
        return new ModelAndView(
                "pages/playlists/save",
                Map.of(
                        "page", shell.page("Save to a list", "Put a video on your lists."),
                        "film", videos.get(video),
                        "choices", playlists.choices(SignedIn.require(request).user(), video),
                        "form", form));
    }

    @Needs(ApiScope.read)
    @GetMapping(SAVE + "/choices")
    ModelAndView choices(@RequestParam UUID video, Shell shell, HttpServletRequest request) {
        return choices(video, shell, request, FormState.UNTOUCHED);
    }

    private ModelAndView choices(UUID video, Shell shell, HttpServletRequest request, FormState form) {
        return new ModelAndView(
                "pages/playlists/choices",
                Map.of(
                        "page",
                        shell.page("Save to a list", ""),
                        "video",
                        video,
                        "choices",
                        playlists.choices(SignedIn.require(request).user(), video),
                        "form",
                        form));
    }

    @Needs(ApiScope.write)
    @PostMapping(SAVE)
    ModelAndView put(
            @RequestParam UUID video,
            @RequestParam UUID list,
            @RequestParam(defaultValue = "") String off,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (off.isEmpty()) {
            playlists.add(list, video);
        } else {
            playlists.remove(list, video);
        }
        if (isByScript(request)) {
            return choices(video, shell, request, FormState.UNTOUCHED);
        }
        Flashes.leave(
                request,
                response,
                Tone.GOOD,
                off.isEmpty() ? "The video is on the list." : "The video is off the list.");
        return PlaylistsPage.goTo(SAVE + "?video=" + video);
    }

    /** A list of one's own, with the video on it. */
    @Needs(ApiScope.write)
    @PostMapping(SAVE + "/lists")
    ModelAndView begin(
            @RequestParam UUID video,
            @RequestParam(defaultValue = "") String title,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var made = playlists.begin(SignedIn.require(request).user(), title, video);
            if (isByScript(request)) {
                return choices(video, shell, request, FormState.UNTOUCHED);
            }
            Flashes.leave(
                    request, response, Tone.GOOD, "The video is on the new list \u201c" + made.title() + "\u201d.");
            return PlaylistsPage.goTo(SAVE + "?video=" + video);
        } catch (PlaylistProblem e) {
            if (e.category() == Problem.Category.NOT_FOUND) {
                throw e;
            }
            var form = FormState.refused(Map.of("title", title), e);
            if (!isByScript(request)) {
                return PlaylistsPage.refused(save(video, shell, request, form), e);
            }
            var choices = choices(video, shell, request, form);
            // Nothing else is put into a page that is there.
            choices.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return choices;
        }
    }

    private static boolean isByScript(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    @Needs(ApiScope.write)
    @PostMapping(PlaylistsPage.PATH + "/{id}/items/{video}/place")
    ModelAndView move(@PathVariable UUID id, @PathVariable UUID video, @RequestParam int place) {
        playlists.move(id, video, Math.max(1, place));
        return PlaylistsPage.goTo(PlaylistsPage.PATH + "/" + id + "#video-" + video);
    }

    @Needs(ApiScope.write)
    @PostMapping(PlaylistsPage.PATH + "/{id}/items/{video}/removal")
    ModelAndView remove(
            @PathVariable UUID id, @PathVariable UUID video, HttpServletRequest request, HttpServletResponse response) {
        playlists.remove(id, video);
        Flashes.leave(request, response, Tone.NEUTRAL, "The video is off the list.");
        return PlaylistsPage.goTo(PlaylistsPage.PATH + "/" + id);
    }
}
