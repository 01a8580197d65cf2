package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.library.Videos;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Shell;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What was thrown away and is still there. */
@Controller
class BinPage {
    private final Videos videos;
    private final Clock clock;

    BinPage(Videos videos, Clock clock) {
        this.videos = videos;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.BIN)
    ModelAndView show(Shell shell, PageRequest wanted, @RequestParam(defaultValue = "") String cursor) {
        return Studio.page(
                shell, "Bin", "bin", Map.of("videos", videos.bin(wanted), "cursor", cursor, "now", clock.instant()));
    }
}
