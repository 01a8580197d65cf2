package dev.kinora.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.mail.MailProperties.Security;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Await;
import dev.kinora.testing.Cast;
import dev.kinora.testing.Pools;
import dev.kinora.testing.SettableClock;
import dev.kinora.testing.TestServer;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailsTest {
    private static final Caller VISITOR = new Caller(Viewer.ANONYMOUS, "request-1", null, null);
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

    private Mails mails() {
        return new Mails(db, server.settings(Security.NONE, "", "", 3), clock);
    }

    private static Mail mail(String subject) {
        return new Mail("lin@example.org", subject, "Hällo", null);
    }

    private Record row() {
        return Caller.system("test").call(() -> db.read(sql -> sql.fetchSingle("select * from mails")));
    }

    private String state() {
        return String.valueOf(row().get("status"));
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_mail_is_delivered_after_the_commit_and_its_text_forgotten() throws Exception {
        VISITOR.run(() -> mails().send(new Mail(
                "lin@example.org",
                "Grüße 🙂",
                "Hällo\n.\nend",
                "<p>Hällo</p>",
                URI.create("https://kinora.example/u/1"))));

        Await.until(() -> state().equals("sent"));
        var message = server.received()[0];
        assertThat(message.getSubject()).isEqualTo("Grüße 🙂");
        assertThat(message.getFrom()[0]).hasToString("kinora@example.org");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("lin@example.org");
        assertThat(message.getMessageID()).isEqualTo("<" + row().get("id") + "@example.org>");
        assertThat(message.getSentDate().toInstant()).isEqualTo(clock.instant());
        assertThat(message.getHeader("List-Unsubscribe")).containsExactly("<https://kinora.example/u/1>");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo("Hällo\n.\nend");
        assertThat(parts.getBodyPart(1).getContent()).hasToString("<p>Hällo</p>");
        assertThat(row().get("text")).isNull();
        assertThat(row().get("html")).isNull();
        assertThat(row().get("attempts")).isEqualTo(1);
    }

    @Test
    void a_mail_of_a_transaction_that_fails_was_never_written() {
        var mails = mails();
        assertThatThrownBy(() -> ADA.run(() -> db.write(_ -> {
                    mails.send(mail("lost"));
                    throw new IllegalStateException("rolled back");
                })))
                .hasMessage("rolled back");
        ADA.run(() -> mails.send(mail("kept")));

        Await.until(() -> server.received().length > 0);
        assertThat(row().get("subject")).isEqualTo("kept");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void mail_that_meets_no_server_is_delivered_once_it_is_back() {
        server.stop();
        var mails = mails();
        ADA.run(() -> mails.send(mail("patience")));
        Await.until(() -> row().get("last_error") != null);
        assertThat(row().get("last_error")).asString().contains(server.address(), "refused");
        server.start();

        mails.deliverDue();
        assertThat(server.received()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        mails.deliverDue();

        assertThat(server.received()).hasSize(1);
        assertThat(state()).isEqualTo("sent");
    }

    @Test
    void after_the_last_attempt_it_is_given_up_with_the_reason_and_the_text() {
        server.stop();
        var mails = mails();
        ADA.run(() -> mails.send(mail("in vain")));
        Await.until(() -> row().get("last_error") != null);

        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofHours(1));
            mails.deliverDue();
        }

        assertThat(state()).isEqualTo("failed");
        assertThat(row().get("attempts")).isEqualTo(3);
        assertThat(row().get("last_error")).asString().contains("refused");
        assertThat(row().get("text")).isEqualTo("Hällo");
    }

    @Test
    void nodes_that_sweep_at_once_send_each_mail_once() throws Exception {
        var nodes = List.of(mails(), mails(), mails(), mails());
        server.stop();
        ADA.run(() -> db.write(_ -> {
            IntStream.range(0, 40).forEach(i -> nodes.getFirst().send(mail("mail " + i)));
            return null;
        }));
        Await.until(() -> Caller.system("test")
                        .<Integer, RuntimeException>call(() ->
                                db.read(sql -> sql.fetchCount(sql.selectFrom("mails where last_error is not null"))))
                == 40);
        server.start();
        clock.advance(Duration.ofSeconds(30));

        var threads = nodes.stream()
                .map(node -> Thread.ofVirtual().start(node::deliverDue))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        var received = List.of(server.received());
        assertThat(received).hasSize(40);
        assertThat(new HashSet<>(received.stream().map(MailsTest::subject).toList()))
                .hasSize(40);
    }

    @Test
    void mail_a_dead_node_had_begun_is_taken_over_later() {
        var store = new MailStore(db);
        var id = dev.kinora.platform.Ids.next();
        Caller.system("test").run(() -> {
            store.insert(id, mail("orphan"), dev.kinora.schema.enums.MailStatus.queued, clock.instant());
            store.claim(clock.instant(), clock.instant().plus(Duration.ofMinutes(15)));
        });

        var mails = mails();
        mails.deliverDue();
        assertThat(server.received()).isEmpty();
        clock.advance(Duration.ofMinutes(15));
        mails.deliverDue();

        assertThat(server.received()).hasSize(1);
        assertThat(row().get("attempts")).isEqualTo(2);
    }

    @Test
    void without_a_server_mail_is_kept() {
        var unset = new MailProperties(
                "", 0, "", "", Security.STARTTLS, "", Duration.ofSeconds(10), 8, Duration.ofSeconds(30));

        VISITOR.run(() -> new Mails(db, unset, clock).send(mail("kept")));

        assertThat(state()).isEqualTo("kept");
        assertThat(row().get("text")).isEqualTo("Hällo");
    }

    @Test
    void nobody_reads_or_changes_mail_through_the_web() {
        ADA.run(() -> mails().send(mail("private")));
        for (var statement : List.of(
                "select * from mails",
                "update mails set subject = 'x'",
                "delete from mails",
                "insert into mails (recipient, subject, text, status, attempts) values ('x', 'x', 'x', 'queued', 1)")) {
            assertThatThrownBy(() -> ADA.run(() -> db.write(sql -> sql.execute(statement))))
                    .hasStackTraceContaining(
                            statement.startsWith("insert") ? "row-level security" : "permission denied");
        }
    }
}
