package dev.kinora.mail;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.MailStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends mail that belongs to what the caller's transaction does: committed with it, forgotten with it, delivered soon after.
 * A node that dies on the way leaves the mail to another; only when it dies between the server's yes and the note of it can a
 * mail arrive twice, under one Message-ID. Without a configured server mail is kept and its text is in the log.
 */
public final class Mails implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);

    /** Longer than all steps of a delivery may take together. */
    private static final Duration CLAIM = Duration.ofMinutes(15);

    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final MailStore store;
    private final Db db;
    private final Smtp smtp;
    private final MailProperties properties;
    private final Clock clock;
    /** A server counts connections from one address; a few at a time do not anger it. */
    private final Semaphore atOnce = new Semaphore(4);

    private final AtomicLong hints = new AtomicLong();
    private final Thread sweeper = Thread.ofVirtual().name("mail-sweep").unstarted(this::sweep);
    private volatile boolean running;

    Mails(Db db, MailProperties properties, Clock clock) {
        this.store = new MailStore(db);
        this.db = db;
        this.smtp = new Smtp(properties);
        this.properties = properties;
        this.clock = clock;
    }

    /** Within the caller's transaction, or one of its own where none is open. */
    public void send(Mail mail) {
        db.write(_ -> {
            var id = Ids.next();
            store.insert(id, mail, properties.configured() ? MailStatus.queued : MailStatus.kept, clock.instant());
            db.afterCommit(properties.configured() ? this::hint : () -> log(id, mail));
            return null;
        });
    }

    private static void log(UUID id, Mail mail) {
        LOG.info(
                "No mail server is configured; mail {} to {} is kept. {}\n{}",
                id,
                mail.to(),
                mail.subject(),
                mail.text());
    }

    private void hint() {
        hints.incrementAndGet();
        deliverInBackground();
    }

    private void deliverInBackground() {
        if (atOnce.tryAcquire()) {
            Thread.ofVirtual().name("mail-delivery").start(() -> {
                long seen;
                try {
                    do {
                        seen = hints.get();
                        deliverDue();
                    } while (seen != hints.get());
                } finally {
                    atOnce.release();
                }
                // A hint between the last look and the release found nobody free.
                if (seen != hints.get()) {
                    deliverInBackground();
                }
            });
        }
    }

    /** Delivers whatever is due now; any number of nodes may do so at once. */
    void deliverDue() {
        Caller.system("mail").run(() -> {
            while (deliverNext()) {}
        });
    }

    private boolean deliverNext() {
        var now = clock.instant();
        var claimed = store.claim(now, now.plus(CLAIM));
        claimed.ifPresent(mail -> {
            switch (smtp.send(mail.id(), mail.written(), mail.mail())) {
                case Smtp.Outcome.Accepted() -> store.sent(mail, clock.instant());
                case Smtp.Outcome.Rejected(var reason) -> giveUp(mail, reason);
                case Smtp.Outcome.Delayed(var reason) -> delay(mail, reason);
            }
        });
        return claimed.isPresent();
    }

    private void delay(MailStore.Claimed mail, String reason) {
        if (mail.attempt() >= properties.attempts()) {
            giveUp(mail, reason);
            return;
        }
        LOG.warn("Mail {} is delayed after attempt {}: {}", mail.id(), mail.attempt(), reason);
        store.delayed(mail, reason, clock.instant().plus(pause(mail.attempt())));
    }

    private void giveUp(MailStore.Claimed mail, String reason) {
        LOG.warn("Mail {} is given up after attempt {}: {}", mail.id(), mail.attempt(), reason);
        store.failed(mail, reason, clock.instant());
    }

    private Duration pause(int attempt) {
        var doubled = properties.firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void sweep() {
        try {
            while (running) {
                Thread.sleep(SWEEP);
                hint();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        if (properties.configured()) {
            sweeper.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        sweeper.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
