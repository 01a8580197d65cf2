package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Await;
import dev.kinora.testing.RunningKinora;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A thread that is interrupted while the database works for it, as a job's is that somebody cancels. */
class InterruptedWorkTest {
    private static final String SLEEPING =
            "select count(*) from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'";

    @Test
    void the_database_stops_as_well_and_the_pool_stays_whole() throws InterruptedException {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var db = kinora.bean(Db.class);
            var failure = new AtomicReference<Throwable>();
            var thread = Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, e) -> failure.set(e))
                    .start(() -> Caller.system("test").run(() -> db.write(sql -> sql.fetch("select pg_sleep(120)"))));
            Await.until(() -> sleeping(db) == 1);

            thread.interrupt();

            Await.until(() -> sleeping(db) == 0);
            thread.join();
            assertThat(failure.get()).isInstanceOf(DatabaseUnavailable.class);
            for (var i = 0; i < 20; i++) {
                assertThat(sleeping(db)).isZero();
            }
        }
    }

    private static int sleeping(Db db) {
        return Caller.system("test")
                .call(() -> db.read(sql -> sql.fetchSingle(SLEEPING).get(0, Integer.class)));
    }
}
