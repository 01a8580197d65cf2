package dev.kinora.storage;

import dev.kinora.http.MediaOrigins;
import dev.kinora.jobs.Recurring;
import dev.kinora.platform.DataFolder;
import dev.kinora.platform.Db;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    MediaStores mediaStores(StorageProperties properties, DataFolder data) throws IOException {
        var spare = properties.spare().toBytes();
        var stores = new HashMap<String, MediaStore>();
        for (var each : properties.stores().entrySet()) {
            stores.put(each.getKey(), opened(each.getKey(), each.getValue(), spare, data));
        }
        if (!stores.containsKey(MediaStores.DISK)) {
            stores.put(MediaStores.DISK, new DiskStore(MediaStores.DISK, data.of("media"), spare));
        }
        return new MediaStores(stores, properties.store(), spare, Copies.in(data.of("copies"), spare));
    }

    @Bean
    MediaOrigins mediaOrigins(MediaStores stores) {
        return new MediaOrigins(stores.origins());
    }

    static MediaStore opened(String name, StorageProperties.Store settings, long spare, DataFolder data)
            throws IOException {
        return settings.kind() == StorageProperties.Kind.S3
                ? new S3Store(name, settings, data.of("sending"))
                : new DiskStore(name, directory(name, settings, data), spare);
    }

    private static Path directory(String name, StorageProperties.Store settings, DataFolder data) {
        return settings.directory() == null ? data.of("media-" + name) : settings.directory();
    }

    @Bean
    StoresApi storesApi(MediaStores stores) {
        return new StoresApi(stores);
    }

    @Bean
    Sweeper sweeper(Db db, JsonMapper json, MediaStores stores) {
        var doomed = new DoomedStore(db, json);
        return new Sweeper(doomed, new Ownership(doomed), stores);
    }

    @Bean
    Recurring sweeping() {
        return Recurring.of("sweep-media", "*/5 * * * *", new Sweeper.Sweep()).alone();
    }

    @Bean
    Orphans orphans(Db db, JsonMapper json, MediaStores stores, StorageProperties properties, Clock clock) {
        var doomed = new DoomedStore(db, json);
        return new Orphans(doomed, new Round(doomed, stores), properties.orphansAfter(), clock);
    }

    @Bean
    Recurring collecting() {
        return Recurring.of("collect-orphans", "25 3 * * *", new Orphans.Collect())
                .alone();
    }

    @Bean
    Leftovers leftovers(Db db, JsonMapper json, MediaStores stores, StorageProperties properties, Clock clock) {
        var doomed = new DoomedStore(db, json);
        return new Leftovers(doomed, new Round(doomed, stores), properties.orphansAfter(), clock);
    }

    /** Once a week: it asks a store for every video. */
    @Bean
    Recurring collectingLeftovers() {
        return Recurring.of("collect-leftovers", "40 4 * * 0", new Leftovers.Collect())
                .alone();
    }
}
