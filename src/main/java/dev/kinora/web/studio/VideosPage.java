package dev.kinora.web.studio;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.Accounts;
import dev.kinora.library.Video;
import dev.kinora.library.VideoFilter;
import dev.kinora.library.VideoOrder;
import dev.kinora.library.Videos;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.platform.PublicAddress;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.uploads.Upload;
import dev.kinora.uploads.Uploads;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.admin.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own videos. What is in {@code now} is fetched again while one looks. */
@Controller
@Needs(ApiScope.read)
class VideosPage {
    private final Videos videos;
    private final Uploads uploads;
    private final Accounts accounts;
    private final PublicAddress address;

    VideosPage(Videos videos, Uploads uploads, Accounts accounts, PublicAddress address) {
        this.address = address;
        this.videos = videos;
        this.uploads = uploads;
        this.accounts = accounts;
    }

    @GetMapping(Studio.VIDEOS)
    ModelAndView list(
            Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked, HttpServletRequest request) {
        return list("videos", shell, wanted, asked, request);
    }

    /** The list once more, with those that were selected, what was typed for them and what is wrong with it. */
    ModelAndView again(
            Shell shell,
            PageRequest wanted,
            Map<String, String> asked,
            Set<UUID> chosen,
            Problem problem,
            HttpServletRequest request) {
        var page = list("videos", shell, wanted, asked, request);
        page.addObject("chosen", chosen);
        page.addObject("chosenForm", FormState.refused(asked, problem));
        return Studio.refused(page, problem);
    }

    /** Where one looks for them, beside the address of one. */
    @GetMapping(Studio.VIDEOS + "/videos")
    ModelAndView whereOneIs() {
        return Studio.goTo(Studio.VIDEOS);
    }

    @GetMapping(Studio.VIDEOS + "/now")
    ModelAndView now(
            Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked, HttpServletRequest request) {
        return list("videosNow", shell, wanted, asked, request);
    }

    private ModelAndView list(
            String template, Shell shell, PageRequest wanted, Map<String, String> asked, HttpServletRequest request) {
        var model = new HashMap<String, Object>(Map.of(
                "links",
                Links.of(Studio.VIDEOS, asked, "q", "status", "visibility", "order"),
                "cursor",
                asked.getOrDefault("cursor", ""),
                "base",
                address.base(),
                "zone",
                ZoneId.of(accounts.mine(SignedIn.require(request)).timeZone())));
        try {
            var filter = VideoFilter.of(asked.get("status"), asked.get("visibility"), asked.get("q"));
            var order = VideoOrder.of(asked.get("order"));
            var found = videos.mine(filter, order, wanted);
            model.put("order", order);
            model.put("filtered", !filter.isAll());
            model.put("videos", found);
            model.put("arriving", arriving(found.items()));
            model.put("form", new FormState(asked, Map.of()));
            return Studio.page(shell, "My videos", template, model);
        } catch (Problem problem) {
            model.put("videos", new Page<Video>(List.of(), null));
            model.put("order", VideoOrder.newest);
            model.put("filtered", true);
            model.put("arriving", Map.of());
            model.put("form", FormState.refused(asked, problem));
            var refused = Studio.page(shell, "My videos", template, model);
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
    }

    private Map<UUID, Upload> arriving(List<Video> found) {
        if (found.stream().noneMatch(VideoLook::isUnderWay)) {
            return Map.of();
        }
        return uploads.unfinished().stream()
                .filter(upload -> upload.video() != null)
                .collect(Collectors.toMap(Upload::video, upload -> upload, (one, _) -> one));
    }
}
