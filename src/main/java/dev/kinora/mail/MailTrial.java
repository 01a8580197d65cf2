package dev.kinora.mail;

import dev.kinora.platform.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.FieldError;

/** Sends one mail through the configured server, without a database, so that an operator sees whether it works. */
public final class MailTrial {
    private MailTrial() {}

    public sealed interface Result {
        /** @param server which one took it */
        record Sent(String server) implements Result {}

        record NotSent(String reason) implements Result {}

        record NotConfigured() implements Result {}

        /** @param mistake what the settings say that cannot be, or lack */
        record Misconfigured(String mistake) implements Result {}
    }

    /** @throws MailProblem when this is no address */
    public static Result send(String to, Map<String, String> environment) {
        var mail = new Mail(
                to,
                "A test mail from Kinora",
                "If you can read this, Kinora can send mail. Nothing else needs to be done.\n",
                null);
        try {
            return send(mail, properties(environment));
        } catch (ConfigurationPropertiesBindException e) {
            return new Result.Misconfigured(mistake(e));
        }
    }

    private static String mistake(ConfigurationPropertiesBindException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> error instanceof FieldError field
                                ? "kinora.mail." + field.getField() + " " + field.getDefaultMessage()
                                : String.valueOf(error.getDefaultMessage()))
                        .collect(Collectors.joining("; "));
            }
            if (cause instanceof BindException binding
                    && binding.getCause() instanceof ConversionFailedException wrong) {
                return binding.getName() + " cannot be '" + wrong.getValue() + "'";
            }
        }
        return String.valueOf(failure.getMostSpecificCause().getMessage());
    }

    private static Result send(Mail mail, MailProperties properties) {
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
    static class Configured {
        /** A mistake in the settings is told as this trial's result, and not by Spring as an application that fails. */
        @Bean
        static BeanFactoryPostProcessor settingsOnDemand() {
            return factory -> {
                for (var name : factory.getBeanNamesForType(MailProperties.class, true, false)) {
                    factory.getBeanDefinition(name).setLazyInit(true);
                }
            };
        }
    }
}
