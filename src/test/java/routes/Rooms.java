package routes;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Paths of every form: plain, variable, both at once, and two that cannot be told apart. */
@Controller
public class Rooms {
    @GetMapping("/")
    void root() {}

    @GetMapping("/{anything}")
    void anything() {}

    @GetMapping("/rooms")
    void all() {}

    @GetMapping("/rooms/{id}")
    void one() {}

    @GetMapping("/rooms/new")
    void fresh() {}

    @PostMapping("/rooms/{id}")
    void change() {}

    @GetMapping("/halls/{id:[0-9]+}")
    void numbered() {}

    @GetMapping("/halls/{id}")
    void named() {}

    @GetMapping({"/api/v1/rooms/{id}/doors", "/api/v1/halls/{id}/doors"})
    void doors() {}

    @GetMapping("/api/v1/{kind}/{id}/windows")
    void windows() {}

    @GetMapping("/files/{*path}")
    void files() {}
}
