package dev.kinora.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tries the stores of the settings, without a database, so that an operator sees whether they can be used. */
public final class StorageTrial {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private StorageTrial() {}

    public sealed interface Result {
        record Usable(String store, String kind) implements Result {}

        /** @param mark of which Kinora */
        record Foreign(String store, String mark) implements Result {}

        record Unusable(String store, String reason) implements Result {}

        /** It takes and gives back, and players get nothing from it. */
        record Unplayable(String store, String reason) implements Result {}

        /** It takes and gives back; whether players get anything could not be seen from here. */
        record Untried(String store, String site) implements Result {}

        /** @param mistake what the settings say that cannot be, or lack */
        record Misconfigured(String mistake) implements Result {}
    }

    /**
     * @param data the directory of everything durable; nothing is put there but for a moment
     * @param installation which Kinora asks; empty where that is not known
     */
    public static List<Result> of(Map<String, String> environment, Path data, Optional<String> installation) {
        StorageProperties properties;
        try {
            properties = properties(environment);
        } catch (BindException e) {
            return List.of(new Result.Misconfigured(mistake(e)));
        }
        var results = new ArrayList<Result>();
        var page = page(environment);
        properties.stores().forEach((name, settings) -> results.add(tried(name, settings, data, installation, page)));
        if (!properties.stores().containsKey(MediaStores.DISK)) {
            // It needs no settings, and nothing is said of it where all is well.
            mark(MediaStores.DISK, data.resolve("media"), installation).ifPresent(results::add);
        }
        if (!properties.stores().containsKey(properties.store())
                && !properties.store().equals(MediaStores.DISK)) {
            results.add(new Result.Misconfigured("kinora.storage.store names " + properties.store()
                    + ", and the settings have no store of that name"));
        }
        return results;
    }

    private static Result tried(
            String name, StorageProperties.Store settings, Path data, Optional<String> installation, String page) {
        if (settings.kind() == StorageProperties.Kind.DISK) {
            var folder = settings.directory() == null ? data.resolve("media-" + name) : settings.directory();
            return mark(name, folder, installation).orElseGet(() -> new Result.Usable(name, "disk"));
        }
        var store = new S3Store(name, settings, data);
        try {
            store.check();
            var mark = store.mark();
            if (mark.isPresent() && installation.isPresent() && !mark.equals(installation)) {
                return new Result.Foreign(name, mark.get());
            }
            return new PageTrial(name, settings, page).run().orElseGet(() -> new Result.Usable(name, store.kind()));
        } catch (IOException | StorageProblem e) {
            return new Result.Unusable(name, String.valueOf(e.getMessage()));
        }
    }

    /** Where people reach this Kinora, and so where the pages are from in which its films play. */
    private static String page(Map<String, String> environment) {
        var address = environment.getOrDefault("KINORA_URL", "");
        return address.isEmpty() ? "http://localhost:8080" : origin(address);
    }

    /** As browsers write it: in small letters, without a path, and without the port that goes without saying. */
    private static String origin(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException _) {
            // Kinora itself does not start with it, and says why.
            return address;
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            return address;
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var site = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? HTTPS : HTTP;
        return uri.getPort() < 0 || uri.getPort() == usual ? site : site + ":" + uri.getPort();
    }

    /** Empty where it is ours, or nobody's yet. */
    private static Optional<Result> mark(String name, Path folder, Optional<String> installation) {
        try {
            return DiskMark.read(folder)
                    .filter(mark -> installation.isPresent() && !mark.equals(installation.get()))
                    .map(mark -> new Result.Foreign(name, mark));
        } catch (IOException e) {
            return Optional.of(new Result.Unusable(name, String.valueOf(e.getMessage())));
        }
    }

    /** As the application itself would read them. */
    private static StorageProperties properties(Map<String, String> environment) {
        var all = new StandardEnvironment();
        all.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("given-systemEnvironment", new HashMap<>(environment)));
        return new Binder(ConfigurationPropertySources.get(all))
                .bindOrCreate("kinora.storage", StorageProperties.class);
    }

    /** The innermost says it; what stands in a setting is not repeated. */
    private static String mistake(BindException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == failure || cause.getMessage() == null
                ? failure.getName() + " cannot be read"
                : failure.getName() + ": " + cause.getMessage();
    }
}
