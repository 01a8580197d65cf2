package dev.kinora.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Db;

/** A {@link Db} on a fresh database for tests that need no application around it. */
public final class Pools implements AutoCloseable {
    private final HikariDataSource app;
    private final HikariDataSource worker;

    public Pools(DatabaseAccess access) {
        app = pool(access.app());
        worker = pool(access.worker());
    }

    public Db db() {
        return new Db(app, worker);
    }

    private static HikariDataSource pool(DatabaseAddress address) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address.url());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(0);
        return pool;
    }

    @Override
    public void close() {
        app.close();
        worker.close();
    }
}
