package dev.kinora.web;

import dev.kinora.http.Open;
import dev.kinora.playlists.Featured;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

@Open
@Controller
class HomePage {
    private static final int MOST_FEATURED = 8;

    private final Featured featured;

    HomePage(Featured featured) {
        this.featured = featured;
    }

    @GetMapping("/")
    ModelAndView home(Shell shell) {
        var page = shell.page(
                "Kinora, a home for your videos",
                "Kinora is a video platform you run yourself: upload once, and it prepares, chapters, teaches, publishes"
                        + " and measures.");
        return new ModelAndView("pages/home", Map.of("page", page, "featured", featured.list(MOST_FEATURED)));
    }
}
