package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.Thumbnails;
import dev.kinora.library.Video;
import dev.kinora.playback.Playback;
import dev.kinora.processing.Moments;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the picture that stands for a video of one's own is chosen. */
@Controller
@Needs(ApiScope.read)
class ThumbnailPage {
    private final VideoPage page;
    private final Thumbnails thumbnails;
    private final Moments moments;
    private final Playback playback;

    ThumbnailPage(VideoPage page, Thumbnails thumbnails, Moments moments, Playback playback) {
        this.page = page;
        this.thumbnails = thumbnails;
        this.moments = moments;
        this.playback = playback;
    }

    @GetMapping(VideoPage.ONE + "/thumbnail")
    ModelAndView thumbnail(@PathVariable UUID id, Shell shell, HttpServletRequest request) {
        return thumbnail(page.own(id, request), shell, request, FormState.UNTOUCHED);
    }

    /** The page again, with what a refused form was told. */
    ModelAndView thumbnail(Video video, Shell shell, HttpServletRequest request, FormState form) {
        return page.page(
                "videoThumbnail",
                video,
                shell,
                request,
                Map.of(
                        "form",
                        form,
                        "arrived",
                        arrived(video),
                        "choices",
                        choices(video),
                        "mostBytes",
                        Thumbnails.MOST_BYTES));
    }

    private static boolean arrived(Video video) {
        return switch (video.status()) {
            case queued, inprogress, ready -> video.duration() != null;
            case pendingupload, downloading, error -> false;
        };
    }

    private List<PictureChoice> choices(Video video) {
        var there = video.isBinned() || !arrived(video) ? List.<BigDecimal>of() : moments.of(video.id());
        if (there.isEmpty()) {
            return List.of();
        }
        var pictures = playback.linkFor(video.id()).thumbnail();
        return there.stream()
                .map(moment -> PictureChoice.of(moment, pictures, video.thumbnailAt()))
                .toList();
    }

    /** What the film shows at a second, to choose by. */
    @GetMapping(VideoPage.ONE + "/still")
    ResponseEntity<byte[]> still(@PathVariable UUID id, @RequestParam String second)
            throws IOException, InterruptedException {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .contentType(MediaType.IMAGE_JPEG)
                .body(thumbnails.preview(id, Seconds.parse(second)));
    }
}
