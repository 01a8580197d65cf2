package dev.kinora.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.live.LiveEvent.Published;
import dev.kinora.live.LiveEvent.Reset;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Await;
import dev.kinora.testing.Cast;
import dev.kinora.testing.Pools;
import dev.kinora.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String LISTENING = "datname = current_database() and query = 'listen kinora_live'";

    private final DatabaseAccess access = TestServer.get().freshDatabase();
    private final Pools pools = new Pools(access);
    private final Db db = pools.db();
    private final LiveEvents here = new LiveEvents(access.worker(), db);
    private final LiveEvents there = new LiveEvents(access.worker(), db);
    private final Caller ada = new Caller(new Viewer.User(Cast.ADA), "request-1", null, null);

    @AfterEach
    void close() {
        here.stop();
        there.stop();
        pools.close();
    }

    private static LiveEvent next(LiveSubscription subscription) throws InterruptedException {
        return subscription.next(PATIENCE).orElseThrow(() -> new AssertionError("nothing was heard"));
    }

    /** Who subscribes while the node begins to listen may be told to reset first. */
    private static LiveEvent published(LiveSubscription subscription) throws InterruptedException {
        var event = next(subscription);
        return event instanceof Reset ? next(subscription) : event;
    }

    /** Subscribed and past the reset that comes when the node begins to listen. */
    private static LiveSubscription listening(LiveEvents node, String... topics) throws InterruptedException {
        var first = node.subscribe(Set.of(topics));
        if (node.subscribers() == 1) {
            assertThat(next(first)).isEqualTo(new Reset());
        }
        return first;
    }

    private void publish(LiveEvents node, String topic, String payload) {
        ada.run(() -> node.publish(topic, payload));
    }

    /** Only a superuser sees what others run. */
    private DatabaseAddress superuser() {
        return TestServer.get().server().superuser(access.owner().url().replaceFirst(".*/([^/?]+)([?].*)?", "$1"));
    }

    private int listeners() {
        try (var superuser = superuser().connect();
                var statement = superuser.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_stat_activity where " + LISTENING)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void kill() throws SQLException {
        try (var superuser = superuser().connect();
                var statement = superuser.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where " + LISTENING);
        }
    }

    @Test
    void whoever_subscribed_to_the_topic_hears_on_every_node() throws Exception {
        var a = listening(here, "video:1");
        var b = listening(there, "video:1", "video:2");
        var c = listening(there, "video:3");

        publish(here, "video:1", "{\"progress\":50}");
        publish(there, "video:2", "ä");
        publish(here, "video:3", "");

        assertThat(next(a)).isEqualTo(new Published("video:1", "{\"progress\":50}"));
        assertThat(List.of(next(b), next(b)))
                .containsExactly(new Published("video:1", "{\"progress\":50}"), new Published("video:2", "ä"));
        assertThat(published(c)).isEqualTo(new Published("video:3", ""));
    }

    @Test
    void nothing_is_heard_before_the_commit_or_after_a_rollback() throws Exception {
        var heard = listening(here, "t");

        assertThatThrownBy(() -> ada.run(() -> db.write(_ -> {
                    here.publish("t", "lost");
                    throw new IllegalStateException("rolled back");
                })))
                .hasMessage("rolled back");
        ada.run(() -> db.write(_ -> {
            here.publish("t", "kept");
            return null;
        }));

        assertThat(next(heard)).isEqualTo(new Published("t", "kept"));
    }

    @Test
    void there_is_no_connection_before_the_first_subscriber_and_one_for_many() throws Exception {
        publish(here, "t", "nobody");
        assertThat(listeners()).isZero();

        listening(here, "t");
        here.subscribe(Set.of("t"));
        here.subscribe(Set.of("u"));

        assertThat(listeners()).isEqualTo(1);
        assertThat(here.subscribers()).isEqualTo(3);
    }

    @Test
    void after_a_killed_connection_everybody_is_told_to_fetch_again_and_hears_on() throws Exception {
        var heard = listening(here, "t");

        kill();

        assertThat(next(heard)).isEqualTo(new Reset());
        publish(here, "t", "again");
        assertThat(next(heard)).isEqualTo(new Published("t", "again"));
    }

    @Test
    void who_does_not_keep_up_is_ended_and_others_are_not() throws Exception {
        var slow = listening(here, "flood", "end");
        var other = here.subscribe(Set.of("end"));

        ada.run(() -> db.write(_ -> {
            for (int i = 0; i < 1000; i++) {
                here.publish("flood", "event " + i);
            }
            here.publish("end", "");
            return null;
        }));

        assertThat(published(other)).isEqualTo(new Published("end", ""));
        assertThat(next(slow)).isEqualTo(new LiveEvent.Ended());
        assertThat(slow.next(Duration.ZERO)).isEmpty();
        assertThat(here.subscribers()).isEqualTo(1);
    }

    @Test
    void stopping_ends_every_subscription_and_the_connection() throws Exception {
        var heard = listening(here, "t");

        here.stop();

        assertThat(next(heard)).isEqualTo(new LiveEvent.Ended());
        assertThat(here.subscribers()).isZero();
        Await.until(() -> listeners() == 0);
        assertThat(next(here.subscribe(Set.of("t")))).isEqualTo(new LiveEvent.Ended());
        assertThat(listeners()).isZero();
    }

    @Test
    void what_does_not_fit_is_refused_before_it_breaks_the_transaction() throws Exception {
        var heard = listening(here, "t");
        for (var payload : List.of("x".repeat(7 * 1024 + 1), "ä".repeat(4 * 1024), "two\nlines", "nul \0")) {
            assertThatIllegalArgumentException().isThrownBy(() -> publish(here, "t", payload));
        }
        for (var topic : List.of("", "Upper", "new\nline", "x".repeat(201))) {
            assertThatIllegalArgumentException().isThrownBy(() -> publish(here, topic, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> here.subscribe(Set.of(topic)));
        }

        var largest = "x".repeat(7 * 1024);
        publish(here, "t", largest);

        assertThat(next(heard)).isEqualTo(new Published("t", largest));
        assertThat(Stream.of(here.subscribers())).containsExactly(1);
    }
}
