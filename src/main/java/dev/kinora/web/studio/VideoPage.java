package dev.kinora.web.studio;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.Accounts;
import dev.kinora.library.LibraryProblem;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.PublicAddress;
import dev.kinora.processing.Processing;
import dev.kinora.processing.Watermarks;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.uploads.Uploads;
import dev.kinora.watching.Watching;
import dev.kinora.web.FormState;
import dev.kinora.web.NavItem;
import dev.kinora.web.Shell;
import dev.kinora.web.watch.Screening;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** One video of one's own, seen from each side. */
@Controller
@Needs(ApiScope.read)
class VideoPage {
    static final String ONE = Studio.VIDEOS + "/videos/{id}";

    private final Videos videos;
    private final Uploads uploads;
    private final Processing processing;
    private final Watermarks watermarks;
    private final Accounts accounts;
    private final Watching watching;
    private final PublicAddress address;
    private final Clock clock;

    VideoPage(
            Videos videos,
            Uploads uploads,
            Processing processing,
            Watermarks watermarks,
            Accounts accounts,
            Watching watching,
            PublicAddress address,
            Clock clock) {
        this.videos = videos;
        this.uploads = uploads;
        this.processing = processing;
        this.watermarks = watermarks;
        this.accounts = accounts;
        this.watching = watching;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping(ONE)
    ModelAndView details(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        var video = own(id, request);
        var form = DetailsForm.of(video);
        return details(video, shell, request, form.state());
    }

    /** The page again, with what a refused form was told. */
    ModelAndView details(Video video, Shell shell, HttpServletRequest request, FormState form) {
        var strangers = strangers(DetailsForm.words(form.value("mentions")));
        return page(
                "video",
                video,
                shell,
                request,
                Map.of("form", form, "seen", DetailsForm.of(video), "strangers", strangers));
    }

    /** Those mentioned whom nobody here is, in a sentence. */
    String strangers(List<String> mentioned) {
        return Strangers.among(mentioned, watching::known);
    }

    /** How it stands; fetched again while one looks. */
    @GetMapping(ONE + "/now")
    ModelAndView now(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        return page("videoNow", own(id, request), shell, request, Map.of());
    }

    @GetMapping(ONE + "/visibility")
    ModelAndView visibility(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        var video = own(id, request);
        return visibility(
                video, shell, request, VisibilityForm.of(video, zone(request)).state());
    }

    ModelAndView visibility(Video video, Shell shell, HttpServletRequest request, FormState form) {
        var zone = zone(request);
        return page(
                "videoVisibility",
                video,
                shell,
                request,
                Map.of(
                        "form",
                        form,
                        "seen",
                        VisibilityForm.seen(video),
                        "earliest",
                        clock.instant().atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES),
                        "share",
                        address.of("/watch/" + video.uid()),
                        "embedCode",
                        embedCode(video)));
    }

    private String embedCode(Video video) {
        var wide = Objects.requireNonNullElse(video.width(), 16);
        var tall = Objects.requireNonNullElse(video.height(), 9);
        return Screening.embedCode(address.of("/embed/" + video.uid()), video.title(), wide, tall);
    }

    @GetMapping(ONE + "/file")
    ModelAndView file(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        return file(own(id, request), shell, request, FormState.UNTOUCHED);
    }

    /** @param form what was refused of a file that was to take the place of this one */
    ModelAndView file(Video video, Shell shell, HttpServletRequest request, FormState form) {
        var id = video.id();
        return page(
                "videoFile",
                video,
                shell,
                request,
                Map.of(
                        "file",
                        videos.file(id),
                        "duplicates",
                        videos.duplicates(id),
                        "form",
                        form,
                        "processing",
                        processing.of(id),
                        "hasMark",
                        watermarks.mine().isPresent(),
                        "largest",
                        uploads.largest()));
    }

    @GetMapping(ONE + "/history")
    ModelAndView history(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        return page("videoHistory", own(id, request), shell, request, Map.of("events", videos.history(id)));
    }

    /** What others published is there to be watched, not to be changed. */
    Video own(UUID id, HttpServletRequest request) {
        var video = videos.get(id);
        if (!video.owner().id().equals(SignedIn.require(request).user())) {
            throw LibraryProblem.videoNotFound();
        }
        return video;
    }

    ZoneId zone(HttpServletRequest request) {
        return ZoneId.of(accounts.mine(SignedIn.require(request)).timeZone());
    }

    ModelAndView page(String template, Video video, Shell shell, HttpServletRequest request, Map<String, ?> content) {
        var at = Studio.VIDEOS + "/videos/" + video.id();
        var model = new HashMap<String, Object>(content);
        model.put("video", video);
        model.put("zone", zone(request));
        model.put("now", clock.instant());
        var upload = uploads.unfinished().stream()
                .filter(each -> video.id().equals(each.video()))
                .findFirst()
                .orElse(null);
        var before = processing.filmsBefore(video.id());
        var remake = processing.remake(video.id());
        if (remake != null) {
            model.put("remake", RemakeLook.of(remake, upload, before, clock.instant()));
        } else if (upload != null) {
            model.put("upload", upload);
        }
        if (before != null) {
            model.put("before", before);
        }
        model.put(
                "parts",
                List.of(
                        new NavItem("Details", at, ""),
                        new NavItem("Thumbnail", at + "/thumbnail", ""),
                        new NavItem("Visibility", at + "/visibility", ""),
                        new NavItem("Captions", at + "/captions", ""),
                        new NavItem("Chapters", at + "/chapters", ""),
                        new NavItem("File", at + "/file", ""),
                        new NavItem("History", at + "/history", "")));
        return Studio.page(shell, video.title(), template, model);
    }
}
