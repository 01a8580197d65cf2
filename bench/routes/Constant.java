package routes;

import dev.kinora.http.Open;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same kilobyte for ever, written as a servlet would. Outside dev.kinora, where every test would find it. */
@Open
@RestController
public class Constant {
    public static final String PATH = "/bench/constant";

    /** Where keys are of use. */
    public static final String API_PATH = "/api/bench/constant";

    private static final byte[] BODY = "Kinora. ".repeat(128).getBytes(StandardCharsets.US_ASCII);

    public static byte[] body() {
        return BODY.clone();
    }

    @GetMapping({PATH, API_PATH})
    void get(HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
    }
}
