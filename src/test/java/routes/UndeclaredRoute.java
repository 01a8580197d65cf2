package routes;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Somebody forgot to say who may call it. */
@RestController
public class UndeclaredRoute {
    @GetMapping("/api/test/undeclared")
    String anything() {
        return "anything";
    }
}
