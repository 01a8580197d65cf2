package dev.kinora.web;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Open;
import dev.kinora.platform.PageRequest;
import dev.kinora.playlists.Featured;
import dev.kinora.playlists.FeaturedVideo;
import dev.kinora.playlists.Playlists;
import dev.kinora.watching.Card;
import dev.kinora.watching.Watched;
import dev.kinora.watching.Watching;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class HomePage {
    private static final int MOST_FEATURED = 8;
    private static final int MOST_UNFINISHED = 4;
    private static final String NEWEST = "24";

    private final Featured featured;
    private final Watching watching;
    private final Playlists playlists;

    HomePage(Featured featured, Watching watching, Playlists playlists) {
        this.featured = featured;
        this.playlists = playlists;
        this.watching = watching;
    }

    @GetMapping("/")
    ModelAndView home(
            @RequestParam(required = false) @Nullable String cursor, Shell shell, HttpServletRequest request) {
        var page = shell.page(
                "Kinora, a home for your videos",
                "Kinora is a video platform you run yourself: upload once, and it prepares, chapters, teaches, publishes"
                        + " and measures.");
        var isFirst = cursor == null || cursor.isEmpty();
        var forward = isFirst ? featured.list(MOST_FEATURED) : List.<FeaturedVideo>of();
        var newest = watching.newest(PageRequest.of(NEWEST, cursor));
        var shown = Stream.concat(
                        forward.stream().map(FeaturedVideo::id),
                        newest.items().stream().map(Card::id))
                .toList();
        var later = SignedIn.of(request)
                .map(person -> playlists.forLater(person.user(), shown))
                .orElse(Set.of());
        return new ModelAndView(
                "pages/home",
                Map.of(
                        "page",
                        page,
                        "featured",
                        forward,
                        "unfinished",
                        isFirst ? unfinished(request) : List.of(),
                        "newest",
                        newest,
                        "isFirst",
                        isFirst,
                        "later",
                        later));
    }

    private List<Watched> unfinished(HttpServletRequest request) {
        return SignedIn.of(request).isPresent() ? watching.unfinished(MOST_UNFINISHED) : List.of();
    }
}
