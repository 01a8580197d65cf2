package dev.kinora.web.playlists;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.library.Videos;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return new ModelAndView(
                "pages/playlists/save",
                Map.of(
                        "page", shell.page("Save to a list", "Put a video on your lists."),
                        "film", videos.get(video),
                        "choices", playlists.choices(SignedIn.require(request).user(), video)));
    }

    @Needs(ApiScope.read)
    @GetMapping(SAVE + "/choices")
    ModelAndView choices(@RequestParam UUID video, Shell shell, HttpServletRequest request) {
        return choices(shell, video, request);
    }

    private ModelAndView choices(Shell shell, UUID video, HttpServletRequest request) {
        return new ModelAndView(
                "pages/playlists/choices",
                Map.of(
                        "page", shell.page("Save to a list", ""),
                        "video", video,
                        "choices", playlists.choices(SignedIn.require(request).user(), video)));
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
        if (request.getHeader("HX-Request") != null) {
            return choices(shell, video, request);
        }
        Flashes.leave(
                request,
                response,
                Tone.GOOD,
                off.isEmpty() ? "The video is on the list." : "The video is off the list.");
        return PlaylistsPage.goTo(SAVE + "?video=" + video);
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
