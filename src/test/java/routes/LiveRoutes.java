package routes;

import dev.kinora.http.Open;
import dev.kinora.live.LiveEvents;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A page that listens to what happens to one video. */
@Open
@RestController
public class LiveRoutes {
    private final LiveEvents events;

    LiveRoutes(LiveEvents events) {
        this.events = events;
    }

    @GetMapping("/test/live")
    SseEmitter live() {
        return events.stream(Set.of("video:1"));
    }
}
