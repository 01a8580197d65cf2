package dev.kinora.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    private static final Duration SILENCE_AFTER_TIMEOUT = Duration.ofSeconds(15);

    /** A whole-application test may bring a clock of its own. */
    @Bean
    @Fallback
    Clock systemClock() {
        return Clock.systemUTC();
    }

    @Bean
    HikariDataSource appPool(DatabaseAccess access, PlatformProperties properties) {
        return pool("app", access.app(), properties.appConnections(), properties.statementTimeout());
    }

    @Bean
    HikariDataSource workerPool(DatabaseAccess access, PlatformProperties properties) {
        return pool("worker", access.worker(), properties.workerConnections(), Duration.ZERO);
    }

    @Bean
    Db db(@Qualifier("appPool") HikariDataSource app, @Qualifier("workerPool") HikariDataSource worker) {
        return new Db(app, worker);
    }

    @Bean
    DataFolder dataFolder(PlatformProperties properties) {
        return new DataFolder(properties.data());
    }

    @Bean
    Secrets secrets(PlatformProperties properties) {
        return Secrets.of(properties.data(), properties.keyset());
    }

    /** While a test serves at a port of the system's choice, only the environment of the server knows it. */
    @Bean
    PublicAddress publicAddress(PlatformProperties properties, Environment environment) {
        return new PublicAddress(
                properties.url(),
                () -> environment.getProperty(
                        "local.server.port",
                        Integer.class,
                        environment.getProperty("server.port", Integer.class, 8080)));
    }

    @Bean
    Idempotency idempotency(Db db, Secrets secrets, ObjectProvider<JsonMapper> json, Clock clock) {
        return new Idempotency(db, secrets, json.getIfAvailable(JsonMapper::new), clock);
    }

    private static HikariDataSource pool(String name, DatabaseAddress address, int size, Duration statementTimeout) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setAutoCommit(false);
        // Connections are opened when first needed, so that the pool does not hold up the start.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "kinora " + name);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        if (!statementTimeout.isZero()) {
            // The server gives up first; this is for a server or a network that is no longer there to do so.
            config.addDataSourceProperty(
                    "socketTimeout",
                    String.valueOf(statementTimeout.plus(SILENCE_AFTER_TIMEOUT).toSeconds()));
        }
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + statementTimeout.toMillis()
                        // Who goes away in the middle of a statement, as an interrupted job does, leaves none running.
                        + " -c client_connection_check_interval=1s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s");
        return new HikariDataSource(config);
    }
}
