package dev.kinora.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private RunningKinora kinora;

    @BeforeEach
    void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
    }

    @AfterEach
    void stop() {
        kinora.close();
    }

    @Test
    void what_is_due_is_done_and_what_is_not_stays() throws SQLException {
        var ada = People.member(kinora, "ada");
        People.member(kinora, "lin");
        ada.browser();
        execute("update users set current_usage = 7");
        execute("update users set quota_reset_date = current_date - 40 where username = 'ada'");
        execute("update sessions set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'");
        execute(
                "insert into throttles values (sha256('x'), now() - interval '1 minute'), (sha256('y'), now() + interval '1 hour')");
        execute("""
                insert into users (email, username, password_hash, created_at)
                values ('eve@example.org', 'eve', '$argon2id$x', now() - interval '8 days'),
                       ('mal@example.org', 'mal', '$argon2id$x', now() - interval '6 days')""");
        execute("update users set deleted_at = now() - interval '31 days' where username = 'lin'");

        var jobs = kinora.bean(Jobs.class);
        for (var task : Upkeep.Task.values()) {
            Caller.system("test").run(() -> jobs.enqueue(new Upkeep.Maintain(task)));
        }
        jobs.runDue();

        assertThat(
                        texts(
                                "select username || ' ' || current_usage from users where username <> 'former-member' order by 1"))
                .containsExactly("ada 0", "mal 0");
        assertThat(texts("select quota_reset_date > current_date from users where username = 'ada'"))
                .containsExactly("t");
        assertThat(texts("select 1 from sessions")).isEmpty();
        assertThat(texts("select count(*)::text from throttles")).containsExactly("1");
        assertThat(
                        texts(
                                "select job_data ->> 'task' || ': ' || error_message from processing_jobs where status <> 'completed'"))
                .isEmpty();
    }

    @Test
    void each_task_comes_again_by_itself() throws SQLException {
        kinora.bean(Jobs.class).runDue();
        assertThat(texts("select count(*)::text from job_schedules where job_type = 'upkeep'"))
                .containsExactly(Upkeep.Task.values().length + "");
        execute("update job_schedules set next_at = now() - interval '3 hours' where name = 'purge-mails'");

        kinora.bean(Jobs.class).runDue();

        assertThat(texts("select job_data ->> 'task' || ' ' || status from processing_jobs where job_type = 'upkeep'"))
                .containsExactly("FORGET_MAILS completed");
        assertThat(texts("select (next_at > now())::text from job_schedules where name = 'purge-mails'"))
                .containsExactly("true");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private java.util.List<String> texts(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new java.util.ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
