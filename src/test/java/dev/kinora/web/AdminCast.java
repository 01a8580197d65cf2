package dev.kinora.web;

import dev.kinora.mail.Letter;
import dev.kinora.mail.Letters;
import dev.kinora.mail.Mail;
import dev.kinora.mail.Mails;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import java.sql.SQLException;
import java.util.List;

/** An installation with people in every state, a past, an alarm and a mail, and an admin to look at it. */
final class AdminCast {
    static final People.Person ADMIN = People.create(Visit.kinora(), "grace", UserRole.admin);
    static final String BROWSER = ADMIN.browser();
    static final People.Person LONG = People.member(Visit.kinora(), "a.person.with.an.extraordinarily.long.username");

    static {
        execute("""
                insert into users (email, username, password_hash, display_name, created_at, last_login_at, email_verified_at,
                                   subscription_tier, current_usage, verified_at)
                select 'person' || n || '@example.org', 'person_q' || translate(n::text, '01', 'xz'), '$argon2id$x',
                       'Person ' || n, now() - n * interval '11 hours', now() - n * interval '3 hours',
                       case when n % 9 > 0 then now() end, (enum_range(null::subscription_tier))[1 + n % 4], n % 30,
                       case when n % 7 = 0 then now() end
                from generate_series(1, 60) n
                on conflict do nothing""");
        execute("""
                update users set status = 'suspended', status_reason = 'Posted the same link under every video'
                where email in ('person3@example.org', 'person5@example.org')""");
        execute("update users set deleted_at = now() where email = 'person7@example.org'");
        execute("update users set status = 'cancelled' where email = 'person8@example.org'");
        execute(
                "update users set display_name = 'Somebody whose name is so long that no column was ever made for it, not even this one' where id = '"
                        + LONG.id() + "'");
        execute("update users set password_hash = password_hash || 'x', bio = 'New' where id = '" + LONG.id() + "'");
        execute(
                "select raise_alarm('default-partition-used', 'audit_logs', 'Rows of audit_logs fell outside every month that was"
                        + " prepared; run the maintenance and check the clock.')");
        Caller.system("test").run(() -> {
            var letter = new Letter(
                    "Confirm your address",
                    "One step is left.",
                    List.of("Welcome, lin. One step is left: confirm that this address is yours."),
                    new Letter.Action(
                            "Confirm the address", "https://videos.example.org/verify/abc", "It works for two days."),
                    "Somebody signed up here with this address.");
            var letters = Visit.kinora().bean(Letters.class);
            Visit.kinora()
                    .bean(Mails.class)
                    .send(new Mail("lin@example.org", letter.subject(), letters.text(letter), letters.html(letter)));
        });
    }

    private AdminCast() {}

    static String id(String sql) {
        try (var connection = Visit.kinora().access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(String sql) {
        try (var connection = Visit.kinora().access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
