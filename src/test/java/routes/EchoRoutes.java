package routes;

import dev.kinora.http.Open;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Cursor;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.slf4j.MDC;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says back what a request looks like from within. */
@Open
@RestController
public class EchoRoutes {
    private final Db db;

    EchoRoutes(Db db) {
        this.db = db;
    }

    @GetMapping("/test/caller")
    Map<String, String> caller() {
        var caller = Caller.current();
        return Map.of(
                "viewer",
                caller.viewer().getClass().getSimpleName(),
                "id",
                caller.requestId(),
                "logged",
                Objects.requireNonNullElse(MDC.get("requestId"), ""),
                "ip",
                Objects.requireNonNullElse(caller.ip(), ""),
                "agent",
                Objects.requireNonNullElse(caller.userAgent(), ""),
                "database",
                db.read(sql -> String.valueOf(sql.fetchValue("select current_setting('app.request_id')"))));
    }

    @GetMapping("/test/later")
    Callable<String> later() {
        return () -> "later";
    }

    @GetMapping("/test/secret/{token}")
    String secret(@PathVariable String token) {
        return token;
    }

    @GetMapping("/test/page")
    PageRequest page(PageRequest page) {
        return page;
    }

    @GetMapping("/test/items")
    Page<Integer> items() {
        return Page.of(List.of(1, 2, 3), PageRequest.first(2), Cursor::of);
    }

    @GetMapping("/test/failure")
    String failure() {
        throw new IllegalStateException("a bug");
    }
}
