package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.Thumbnails;
import dev.kinora.library.Video;
import dev.kinora.library.VideoChange;
import dev.kinora.library.Videos;
import dev.kinora.library.Visibility;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.uploads.Repetitions;
import dev.kinora.uploads.UploadProblem;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** What the forms on a video's pages do. Each says what it has done, or shows its page again with why not. */
@Controller
@Needs(ApiScope.write)
class VideoActs {
    private final Videos videos;
    private final Thumbnails thumbnails;
    private final Repetitions repetitions;
    private final VideoPage page;
    private final ThumbnailPage thumbnailPage;

    VideoActs(
            Videos videos,
            Thumbnails thumbnails,
            Repetitions repetitions,
            VideoPage page,
            ThumbnailPage thumbnailPage) {
        this.repetitions = repetitions;
        this.videos = videos;
        this.thumbnails = thumbnails;
        this.page = page;
        this.thumbnailPage = thumbnailPage;
    }

    @PostMapping(VideoPage.ONE)
    ModelAndView save(
            @PathVariable UUID id,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        return save(id, DetailsForm.sent(sent), shell, request, response);
    }

    private ModelAndView save(
            UUID id, DetailsForm form, Shell shell, HttpServletRequest request, HttpServletResponse response) {
        var before = page.own(id, request);
        var change = form.change();
        Video saved;
        try {
            saved = videos.change(id, change, form.version());
        } catch (Problem problem) {
            if (problem.category() != Problem.Category.STALE) {
                var told = FormState.refused(form.typed(), problem);
                return Studio.refused(page.details(before, shell, request, told), problem);
            }
            var now = page.own(id, request);
            if (form.knows(now)) {
                return save(id, form.renewed(now), shell, request, response);
            }
            return Studio.refused(page.details(now, shell, request, form.besides(now)), problem);
        }
        var strangers = change.mentions() == null ? "" : page.strangers(saved.mentions());
        if (strangers.isEmpty()) {
            return done(id, "", "Saved.", request, response);
        }
        Flashes.leave(request, response, Tone.WARN, "Saved. " + strangers);
        return Studio.goTo(Studio.VIDEOS + "/videos/" + id);
    }

    @PostMapping(VideoPage.ONE + "/visibility")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var video = page.own(id, request);
        var form = new VisibilityForm(sent, page.zone(request));
        try {
            if (!VisibilityForm.seen(video).equals(sent.get("seen"))) {
                throw new ShownElsewhere(video, form.zone());
            }
            return done(id, "/visibility", publish(video, form), request, response);
        } catch (Problem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            var told = FormState.refused(sent, problem);
            return Studio.refused(page.visibility(page.own(id, request), shell, request, told), problem);
        }
    }

    private static String published(Video video) {
        return video.watchable() ? "Published." : "It goes public as soon as it can be watched.";
    }

    private String publish(Video video, VisibilityForm form) {
        var wanted = form.visibility();
        if (wanted == Visibility.PRIVATE) {
            videos.change(video.id(), VideoChange.of(Visibility.PRIVATE), video.updatedAt());
            return "Private: only you see it.";
        }
        var at = form.at();
        var now = videos.publish(video.id(), wanted, at, video.updatedAt());
        return at == null
                ? published(now)
                : "It is published on " + VideoLook.then(at, form.zone()) + ". Until then only you see it.";
    }

    @PostMapping(VideoPage.ONE + "/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String seen,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var video = page.own(id, request);
        var zone = page.zone(request);
        try {
            if (!VisibilityForm.seen(video).equals(seen)) {
                throw new ShownElsewhere(video, zone);
            }
            videos.withdraw(id, video.updatedAt());
        } catch (Problem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND) {
                throw problem;
            }
            var now = page.own(id, request);
            var told = FormState.refused(VisibilityForm.of(now, zone).typed(), problem);
            return Studio.refused(page.visibility(now, shell, request, told), problem);
        }
        return done(id, "/visibility", "Withdrawn: it is a draft again, and only you see it.", request, response);
    }

    @PostMapping(VideoPage.ONE + "/thumbnail")
    ModelAndView picture(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String second,
            @RequestParam(required = false) @Nullable MultipartFile picture,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var video = page.own(id, request);
        try {
            if (second.isEmpty()) {
                try (var sent = picture == null ? InputStream.nullInputStream() : picture.getInputStream()) {
                    thumbnails.upload(id, sent);
                }
            } else {
                thumbnails.choose(id, Seconds.parse(second));
            }
        } catch (Problem problem) {
            var told = FormState.refused(Map.of("second", second), problem);
            return Studio.refused(thumbnailPage.thumbnail(video, shell, request, told), problem);
        }
        return done(id, "/thumbnail", "This is its picture now.", request, response);
    }

    @PostMapping(VideoPage.ONE + "/thumbnail/removal")
    ModelAndView remove(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        page.own(id, request);
        thumbnails.remove(id);
        return done(id, "/thumbnail", "Its picture is removed.", request, response);
    }

    @PostMapping(VideoPage.ONE + "/arrival")
    ModelAndView repeat(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        page.own(id, request);
        try {
            repetitions.begin(id);
        } catch (UploadProblem problem) {
            Flashes.leave(request, response, Tone.BAD, problem.sentence());
            return Studio.goTo(Studio.VIDEOS + "/videos/" + id);
        }
        return done(id, "", "It is looked into once more.", request, response);
    }

    private static ModelAndView done(
            UUID id, String part, String message, HttpServletRequest request, HttpServletResponse response) {
        Flashes.leave(request, response, Tone.GOOD, message);
        return Studio.goTo(Studio.VIDEOS + "/videos/" + id + part);
    }
}
