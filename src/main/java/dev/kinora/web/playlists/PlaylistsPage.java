package dev.kinora.web.playlists;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.PlaylistProblem;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
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
import org.springframework.web.servlet.view.RedirectView;

@Controller
class PlaylistsPage {
    static final String PATH = "/playlists";

    private final Playlists playlists;

    PlaylistsPage(Playlists playlists) {
        this.playlists = playlists;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView mine(PageRequest page, Shell shell, HttpServletRequest request) {
        return mine(page, shell, request, FormState.UNTOUCHED);
    }

    private ModelAndView mine(PageRequest page, Shell shell, HttpServletRequest request, FormState form) {
        var person = SignedIn.require(request).user();
        var later = playlists.watchLater(person);
        return new ModelAndView(
                "pages/playlists/playlists",
                Map.of(
                        "page", shell.page("Playlists", "Your lists of videos."),
                        "later", later,
                        "lists", playlists.mine(person, page),
                        "bin", playlists.bin(person),
                        "form", form));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH)
    ModelAndView create(
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var made = playlists.create(SignedIn.require(request).user(), draft(sent));
            Flashes.leave(request, response, Tone.GOOD, "The list \u201c" + made.title() + "\u201d is made.");
            return goTo(made.path());
        } catch (PlaylistProblem e) {
            return refused(mine(PageRequest.first(), shell, request, FormState.refused(sent, e)), e);
        }
    }

    /** Where one looks for the form, which stands below the lists. */
    @Needs(ApiScope.read)
    @GetMapping(PATH + "/new")
    ModelAndView whereOneBegins() {
        return goTo(PATH + "#new-title");
    }

    @Needs(ApiScope.read)
    @GetMapping("/watch-later")
    ModelAndView watchLater(PageRequest page, Shell shell, HttpServletRequest request) {
        var list = playlists.watchLater(SignedIn.require(request).user());
        return one(list, page, shell, request, null);
    }

    @Open
    @GetMapping(PATH + "/{id}")
    ModelAndView one(@PathVariable UUID id, PageRequest page, Shell shell, HttpServletRequest request) {
        return one(playlists.one(id), page, shell, request, null);
    }

    private ModelAndView one(
            Playlist list, PageRequest page, Shell shell, HttpServletRequest request, @Nullable FormState typed) {
        var isMine = SignedIn.of(request)
                .filter(person -> person.user().equals(list.ownerId()))
                .isPresent();
        var model = new HashMap<String, Object>();
        model.put("page", shell.page(list.title(), "A list of videos by " + list.ownerName() + "."));
        model.put("list", list);
        model.put("items", playlists.items(list.id(), page));
        playlists.beginning(list.id()).ifPresent(first -> model.put("first", first));
        model.put("isMine", isMine);
        model.put("form", typed == null ? state(list) : typed);
        return new ModelAndView("pages/playlists/playlist", model);
    }

    private static FormState state(Playlist list) {
        return new FormState(
                Map.of(
                        "title", list.title(),
                        "description", list.description(),
                        "visibility", list.visibility().getLiteral(),
                        "version", RowVersion.text(list.updatedAt())),
                Map.of());
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var changed = playlists.change(
                    id, draft(sent), RowVersion.optional(sent.get("version"), PlaylistProblem::changedMeanwhile));
            Flashes.leave(request, response, Tone.GOOD, "The list is saved.");
            return goTo(changed.path());
        } catch (PlaylistProblem e) {
            if (e.category() == Problem.Category.NOT_FOUND) {
                throw e;
            }
            var present = playlists.one(id);
            var typed = new HashMap<>(sent);
            typed.put("version", RowVersion.text(present.updatedAt()));
            return refused(one(present, PageRequest.first(), shell, request, FormState.refused(typed, e)), e);
        }
    }

    @Needs(ApiScope.delete)
    @PostMapping(PATH + "/{id}/deletion")
    ModelAndView bin(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        var title = playlists.one(id).title();
        playlists.bin(id, null);
        Flashes.leave(
                request,
                response,
                Tone.NEUTRAL,
                "The list \u201c" + title + "\u201d is in the bin below. It can be restored for 30 days.");
        return goTo(PATH);
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/{id}/restoration")
    ModelAndView restore(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        var restored = playlists.restore(id);
        Flashes.leave(request, response, Tone.GOOD, "The list \u201c" + restored.title() + "\u201d is back.");
        return goTo(restored.path());
    }

    private static Playlist.Draft draft(Map<String, String> sent) {
        return new Playlist.Draft(
                sent.getOrDefault("title", ""), sent.getOrDefault("description", ""), sent.get("visibility"));
    }

    static ModelAndView refused(ModelAndView page, Problem problem) {
        page.setStatus(
                switch (problem.category()) {
                    case CONFLICT, STALE -> HttpStatus.CONFLICT;
                    default -> HttpStatus.UNPROCESSABLE_CONTENT;
                });
        return page;
    }

    static ModelAndView goTo(String path) {
        var redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
