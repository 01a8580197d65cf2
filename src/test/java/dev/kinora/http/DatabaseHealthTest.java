package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Db;
import dev.kinora.testing.Await;
import dev.kinora.testing.HeardLog;
import dev.kinora.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private enum Mood {
        WELL,
        GONE,
        SILENT
    }

    /** A server that can be told to refuse, or to take a call and never answer it. */
    private static final class Moody extends PGSimpleDataSource {
        private volatile Mood mood = Mood.WELL;
        private final CountDownLatch givenUp = new CountDownLatch(1);

        Moody(DatabaseAddress address) {
            setUrl(address.url());
            setUser(address.user());
            setPassword(address.password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            return switch (mood) {
                case WELL -> super.getConnection();
                case GONE -> throw new SQLException("the cable is out", "08001");
                case SILENT -> throw silence();
            };
        }

        private SQLException silence() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                givenUp.countDown();
            }
            return new SQLException("interrupted", "08006");
        }
    }

    private final Moody app = new Moody(TestServer.get().freshDatabase().app());
    private final Moody worker = new Moody(TestServer.get().freshDatabase().worker());
    private final Db db = new Db(app, worker);

    @Test
    void both_roles_must_be_served() {
        var health = new DatabaseHealth(db, LONG, LONG);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        app.mood = Mood.GONE;
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        app.mood = Mood.WELL;
        worker.mood = Mood.GONE;
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void an_outage_and_its_end_are_each_logged_once() {
        var health = new DatabaseHealth(db, LONG, LONG);

        try (var log = new HeardLog(DatabaseHealth.class)) {
            health.health();
            worker.mood = Mood.GONE;
            health.health();
            health.health();
            worker.mood = Mood.WELL;
            health.health();
            health.health();

            assertThat(log.lines())
                    .containsExactly(
                            "WARN The database does not answer: java.sql.SQLException: the cable is out",
                            "INFO The database answers again.");
        }
    }

    @Test
    void a_question_that_is_never_answered_is_given_up_and_put_anew() throws InterruptedException {
        var health = new DatabaseHealth(db, Duration.ofMillis(50), Duration.ofMillis(200));
        app.mood = Mood.SILENT;
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        app.givenUp.await();
        app.mood = Mood.WELL;

        Await.until(() -> health.health().getStatus().equals(Status.UP));
    }
}
