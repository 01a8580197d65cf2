package dev.kinora.mail;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.MailStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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

    /** How long a stop waits for what is under way: a mail whose delivery nobody notes down is sent twice. */
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    /** A server counts connections from one address; a few at a time do not anger it. */
    private static final int AT_ONCE = 4;

    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final MailStore store;
    private final MailLogStore log;
    private final Db db;
    private final Carrier carrier;
    private final MailProperties properties;
    private final Clock clock;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final AtomicLong hints = new AtomicLong();
    private @Nullable Thread sweeper;
    private volatile boolean running;
    private volatile boolean stopped;

    interface Carrier {
        Smtp.Outcome send(UUID id, Instant written, Mail mail);
    }

    Mails(Db db, MailProperties properties, Clock clock) {
        this(db, properties, clock, new Smtp(properties)::send);
    }

    Mails(Db db, MailProperties properties, Clock clock, Carrier carrier) {
        this.store = new MailStore(db);
        this.log = new MailLogStore(db);
        this.db = db;
        this.carrier = carrier;
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

    /** Whether mail leaves this house; else it is kept, and read by whoever runs the installation. */
    public boolean areSent() {
        return properties.configured();
    }

    /** Newest first; for operators, whoever let them in here. */
    public Page<SentMail> recent(PageRequest page) {
        return db.system("mail", _ -> log.page(page));
    }

    /** For operators, whoever let them in here. */
    public SentMail one(UUID id) {
        return db.system("mail", _ -> log.find(id)).orElseThrow(MailProblem::notFound);
    }

    public SentMail.Counts counts() {
        return db.system("mail", _ -> log.count());
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
        if (!stopped && atOnce.tryAcquire()) {
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
            while (!stopped && deliverNext()) {}
        });
    }

    private boolean deliverNext() {
        var now = clock.instant();
        var claimed = store.claim(now, now.plus(CLAIM));
        claimed.ifPresent(mail -> {
            switch (carried(mail)) {
                case Smtp.Outcome.Accepted() -> store.sent(mail, clock.instant());
                case Smtp.Outcome.Rejected(var reason) -> giveUp(mail, reason);
                case Smtp.Outcome.Delayed(var reason) -> delay(mail, reason);
            }
        });
        return claimed.isPresent();
    }

    /** Whatever goes wrong with one mail is kept with it, so that the others are delivered and it is not tried for ever. */
    private Smtp.Outcome carried(MailStore.Claimed claimed) {
        if (claimed.attempt() > properties.attempts()) {
            return new Smtp.Outcome.Rejected("each of " + properties.attempts() + " attempts ended without an answer");
        }
        Mail mail;
        try {
            mail = claimed.content().mail();
        } catch (RuntimeException e) {
            return new Smtp.Outcome.Rejected("what was stored is no mail: " + e.getMessage());
        }
        try {
            return carrier.send(claimed.id(), claimed.written(), mail);
        } catch (RuntimeException e) {
            LOG.error("Mail {} met a mistake in Kinora", claimed.id(), e);
            return new Smtp.Outcome.Delayed("Kinora made a mistake: " + e);
        }
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
    public synchronized void start() {
        running = true;
        stopped = false;
        if (properties.configured()) {
            sweeper = Thread.ofVirtual().name("mail-sweep").start(this::sweep);
        }
    }

    /** Begins nothing more and waits for deliveries under way; what is left is for the next start or another node. */
    @Override
    public synchronized void stop() {
        stopped = true;
        running = false;
        if (sweeper != null) {
            sweeper.interrupt();
        }
        try {
            if (atOnce.tryAcquire(AT_ONCE, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                atOnce.release(AT_ONCE);
            } else {
                LOG.warn("The mail server still holds a delivery; that mail may arrive twice.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped after the web server, whose last requests may still send. */
    @Override
    public int getPhase() {
        return 0;
    }
}
