package dev.kinora.command;

import dev.kinora.KinoraApplication;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the modules on an opened database. */
public final class Application {
    private Application() {}

    static ConfigurableApplicationContext start(
            WebApplicationType type, DataDirectory data, Opening opening, List<String> settings) {
        var arguments = new ArrayList<>(settings);
        arguments.add("--kinora.platform.data=" + data.path());
        return start(type, opening::access, arguments);
    }

    /** For tests and benches too, which bring a database of their own. */
    public static ConfigurableApplicationContext start(
            WebApplicationType type, Supplier<DatabaseAccess> access, List<String> settings, Class<?>... further) {
        var application = new SpringApplication(KinoraApplication.class);
        application.addPrimarySources(List.of(further));
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setWebApplicationType(type);
        application.addInitializers(
                context -> new KnownSettings(context.getEnvironment()).require(),
                context -> ((GenericApplicationContext) context).registerBean(DatabaseAccess.class, access));
        return application.run(settings.toArray(String[]::new));
    }
}
