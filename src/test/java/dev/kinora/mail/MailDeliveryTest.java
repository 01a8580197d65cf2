package dev.kinora.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.mail.MailProperties.Security;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.MailStatus;
import dev.kinora.testing.Cast;
import dev.kinora.testing.Pools;
import dev.kinora.testing.SettableClock;
import dev.kinora.testing.TestServer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one bad mail, or a stop, does to the others. */
class MailDeliveryTest {
    private static final Caller ADA = new Caller(new Viewer.User(Cast.ADA), "request-2", null, null);

    private final Pools pools = new Pools(TestServer.get().freshDatabase());
    private final MailServer server = MailServer.open();
    private final Db db = pools.db();
    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");

    @AfterEach
    void close() {
        server.close();
        pools.close();
    }

    private static Mail mail(String subject) {
        return new Mail("lin@example.org", subject, "Hällo", null);
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mails mails() {
        return new Mails(db, server.settings(Security.NONE, "", "", 3), clock);
    }

    private Mails mails(Mails.Carrier carrier) {
        return new Mails(db, server.settings(Security.NONE, "", "", 3), clock, carrier);
    }

    @Test
    void a_mistake_of_ours_delays_one_mail_until_its_attempts_are_used_up_and_keeps_no_other_back() {
        var smtp = new Smtp(server.settings(Security.NONE, "", "", 3));
        var mails = mails((id, written, mail) -> {
            if (mail.subject().equals("mine")) {
                throw new IllegalStateException("never thought of");
            }
            return smtp.send(id, written, mail);
        });
        insert(mail("mine"));
        clock.advance(Duration.ofSeconds(1));
        insert(mail("other"));

        for (int i = 0; i < 5; i++) {
            mails.deliverDue();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(server.received()).extracting(MailDeliveryTest::subject).containsExactly("other");
        var mine = row("subject = 'mine'");
        assertThat(mine.get("status")).hasToString("failed");
        assertThat(mine.get("attempts")).isEqualTo(3);
        assertThat(mine.get("last_error")).asString().contains("never thought of");
    }

    @Test
    void a_row_that_is_no_mail_fails_with_the_reason_and_keeps_no_other_back() {
        insert(mail("broken"));
        Caller.system("test")
                .run(() -> db.write(sql -> sql.execute("update mails set unsubscribe_url = 'no address'")));
        clock.advance(Duration.ofSeconds(1));
        insert(mail("other"));

        mails().deliverDue();

        assertThat(server.received()).extracting(MailDeliveryTest::subject).containsExactly("other");
        assertThat(row("subject = 'broken'").get("status")).hasToString("failed");
        assertThat(row("subject = 'broken'").get("last_error")).asString().contains("no address");
    }

    @Test
    void a_mail_whose_attempts_all_died_is_given_up_without_another() {
        insert(mail("deadly"));
        Caller.system("test").run(() -> db.write(sql -> sql.execute("update mails set attempts = 3")));

        mails().deliverDue();

        assertThat(server.received()).isEmpty();
        assertThat(row("subject = 'deadly'").get("status")).hasToString("failed");
    }

    @Test
    void stopping_waits_for_the_delivery_under_way_and_begins_no_other() throws Exception {
        var handedOver = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var mails = mails((_, _, _) -> {
            handedOver.countDown();
            waitFor(answer);
            return new Smtp.Outcome.Accepted();
        });
        mails.start();
        ADA.run(() -> mails.send(mail("first")));
        waitFor(handedOver);

        var stopping = Thread.ofVirtual().start(mails::stop);
        assertThat(stopping.join(Duration.ofMillis(300))).isFalse();
        insert(mail("second"));
        answer.countDown();
        stopping.join();

        assertThat(row("subject = 'first'").get("status")).hasToString("sent");
        ADA.run(() -> mails.send(mail("third")));
        mails.deliverDue();
        assertThat(row("subject = 'second'").get("attempts")).isEqualTo(0);
        assertThat(row("subject = 'third'").get("attempts")).isEqualTo(0);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Mail mail) {
        Caller.system("test").run(() -> new MailStore(db).insert(Ids.next(), mail, MailStatus.queued, clock.instant()));
    }

    private Record row(String condition) {
        return Caller.system("test")
                .call(() -> db.read(sql -> sql.fetchSingle("select * from mails where " + condition)));
    }
}
