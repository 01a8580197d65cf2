package dev.kinora.bench;

import dev.kinora.access.ApiKeys;
import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.SignUp;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import routes.Constant;

/** Kinora as it is started for its users, with one account and its keys made as the product makes them. */
final class KinoraWithAccounts {
    static final String FIRST = "viewer1";
    static final String PASSWORD = "harbour gull lamp seven";
    static final int KEYS = 16;
    private static final String KEY_FILE = "bench-keys";

    private KinoraWithAccounts() {}

    static HttpServer start(DatabaseAddress owner, Path data) throws java.io.IOException {
        return HttpServer.start(
                "Kinora",
                KinoraWithAccounts.class,
                List.of(owner.url(), owner.user(), owner.password(), data.toString()));
    }

    /** The secrets of the first account's keys. */
    static List<String> keys(Path data) throws java.io.IOException {
        return Files.readAllLines(data.resolve(KEY_FILE));
    }

    public static void main(String[] arguments) throws Exception {
        var access = DatabaseAccess.of(new DatabaseAddress(arguments[0], arguments[1], arguments[2]), Map.of());
        var data = Path.of(arguments[3]);
        try (var context = Application.start(
                WebApplicationType.SERVLET,
                () -> access,
                List.of(
                        "--server.port=0",
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--kinora.platform.data=" + data),
                Constant.class)) {
            Files.write(data.resolve(KEY_FILE), Caller.system("bench").call(() -> people(context)));
            HttpServer.serveUntilTheEnd(
                    context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }

    private static List<String> people(ApplicationContext context) {
        var wish = new SignUp(FIRST + "@example.org", FIRST, PASSWORD);
        var first = context.getBean(Accounts.class).create(wish, UserRole.member);
        var everything = EnumSet.allOf(ApiScope.class);
        var keys = context.getBean(ApiKeys.class);
        return IntStream.range(0, KEYS)
                .mapToObj(_ -> keys.create(first, new ApiKeys.Wish("bench", everything, null), everything)
                        .secret())
                .toList();
    }
}
