package routes;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same kilobyte for ever. Outside dev.kinora, where every application of a test would find it. */
@RestController
public class Constant {
    public static final String PATH = "/bench/constant";
    private static final byte[] BODY = "Kinora. ".repeat(128).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    public static byte[] body() {
        return BODY.clone();
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] get() {
        return BODY;
    }
}
