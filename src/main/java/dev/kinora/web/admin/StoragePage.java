package dev.kinora.web.admin;

import dev.kinora.http.Needs;
import dev.kinora.library.Holding;
import dev.kinora.library.Holdings;
import dev.kinora.library.Moving;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The stores, what they hold, and the way from one to another. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class StoragePage {
    /** So many are queued while somebody waits for the answer. */
    private static final int AT_ONCE = 2_000;

    private final Holdings holdings;
    private final Moving moving;

    StoragePage(Holdings holdings, Moving moving) {
        this.holdings = holdings;
        this.moving = moving;
    }

    @GetMapping("/admin/storage")
    ModelAndView show(Shell shell) {
        return show(shell, FormState.UNTOUCHED);
    }

    private ModelAndView show(Shell shell, FormState form) {
        var all = holdings.all();
        return new ModelAndView(
                "pages/admin/storage",
                Map.of(
                        "page",
                        shell.page("Storage", "Where the bytes of videos lie."),
                        "places",
                        AdminPlaces.ALL,
                        "holdings",
                        all,
                        "sources",
                        choices(all.stream().filter(each -> each.videos() > 0).toList(), "All others"),
                        "targets",
                        choices(all.stream().filter(each -> each.kind() != null).toList(), null),
                        "form",
                        form));
    }

    private static Map<String, String> choices(List<Holding> holdings, @Nullable String first) {
        var choices = new LinkedHashMap<String, String>();
        if (first != null) {
            choices.put("", first);
        }
        holdings.forEach(each -> choices.put(each.name(), each.name()));
        return choices;
    }

    @PostMapping("/admin/storage/moves")
    ModelAndView move(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            var moved = moving.moveAll(Optional.of(from).filter(name -> !name.isEmpty()), to, AT_ONCE);
            Flashes.leave(request, response, moved.queued() > 0 ? Tone.GOOD : Tone.WARN, sentence(moved, to));
        } catch (Problem problem) {
            var refused = show(shell, new FormState(Map.of("from", from, "to", to), Map.of("to", problem.sentence())));
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
        var back = new RedirectView("/admin/storage");
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(back);
    }

    private static String sentence(Moving.Moved moved, String to) {
        if (moved.queued() == 0 && moved.refused() == 0) {
            return "There is nothing to move to " + to + ".";
        }
        return Wording.count(moved.queued(), "video is", "videos are") + " on the way to " + to + "."
                + (moved.refused() > 0
                        ? " " + Wording.number(moved.refused())
                                + " cannot be moved now: an upload is under way, or old bytes are still to be deleted."
                        : "")
                + (moved.more() ? " There are more; do it again once the store has room and these are queued." : "");
    }
}
