package dev.kinora.mail;

import dev.kinora.platform.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Sends one mail through the configured server, without a database, so that an operator sees whether it works. */
public final class MailTrial {
    private MailTrial() {}

    public sealed interface Result {
        /** @param server which one took it */
        record Sent(String server) implements Result {}

        record NotSent(String reason) implements Result {}

        record NotConfigured() implements Result {}
    }

    /** @throws MailProblem when this is no address */
    public static Result send(String to, Map<String, String> environment) {
        var mail = new Mail(
                to,
                "A test mail from Kinora",
                "If you can read this, Kinora can send mail. Nothing else needs to be done.\n",
                null);
        var properties = properties(environment);
        if (!properties.configured()) {
            return new Result.NotConfigured();
        }
        return switch (new Smtp(properties).send(Ids.next(), Instant.now(), mail)) {
            case Smtp.Outcome.Accepted() -> new Result.Sent(properties.host() + ":" + properties.actualPort());
            case Smtp.Outcome.Delayed(var reason) -> new Result.NotSent(reason);
            case Smtp.Outcome.Rejected(var reason) -> new Result.NotSent(reason);
        };
    }

    /** As the application itself would read them. */
    private static MailProperties properties(Map<String, String> environment) {
        var application = new SpringApplication(Configured.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("given systemEnvironment", new HashMap<>(environment))));
        try (var context = application.run()) {
            return context.getBean(MailProperties.class);
        }
    }

    @EnableConfigurationProperties(MailProperties.class)
    static class Configured {}
}
