package routes;

import dev.kinora.http.Open;
import dev.kinora.platform.Cursor;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A list that is read page by page. */
@Open
@RestController
public class PagedRoutes {
    @GetMapping("/api/test/shelves/{shelf}/books")
    @Operation(operationId = "listBooks", summary = "The books on a shelf")
    Page<String> books(@PathVariable String shelf, PageRequest page, @RequestParam(defaultValue = "") String author) {
        return Page.of(List.of(shelf + " " + author), page, Cursor::of);
    }
}
