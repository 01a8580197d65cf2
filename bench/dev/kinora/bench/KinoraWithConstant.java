package dev.kinora.bench;

import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import routes.Constant;

/** Kinora as it is started for its users, with one route more. No request of the bench reaches the database. */
final class KinoraWithConstant {
    private KinoraWithConstant() {}

    public static void main(String[] arguments) throws Exception {
        var nowhere =
                DatabaseAccess.of(new DatabaseAddress("jdbc:postgresql://localhost:1/none", "none", "none"), Map.of());
        var data = Files.createTempDirectory("kinora-bench");
        try (var context = Application.start(
                WebApplicationType.SERVLET,
                () -> nowhere,
                List.of(
                        "--server.port=0",
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--kinora.platform.data=" + data,
                        "--logging.level.com.zaxxer=off"),
                Constant.class)) {
            HttpServer.serveUntilTheEnd(
                    context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }
}
