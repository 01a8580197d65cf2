package dev.kinora.webhooks;

import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.outbound.Outbound;
import dev.kinora.outbound.OutboundProblem;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Secrets;
import dev.kinora.platform.Viewer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who wants to be told, and telling them. Everybody sees and changes their own; a secret is given once, when it is made, and
 * kept encrypted.
 */
public final class Webhooks {
    public static final int MOST = 20;

    private static final int LONGEST_URL = 2_000;

    private final Db db;
    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final Jobs jobs;
    private final JobControls controls;
    private final Outbound outbound;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(Db db, Jobs jobs, JobControls controls, Outbound outbound, Secrets secrets, JsonMapper json, Clock clock) {
        this.db = db;
        this.store = new WebhookStore(db);
        this.deliveries = new DeliveryStore(db);
        this.jobs = jobs;
        this.controls = controls;
        this.outbound = outbound;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    /** @param events by their words; empty for all */
    public record Wish(String url, List<String> events) {}

    /** What is null stays as it is. */
    @Schema(name = "WebhookChange")
    public record Change(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable Boolean paused) {}

    /**
     * In the transaction of what happened: told if that is committed, and never otherwise. Called by the system, by the owner
     * or by a moderator.
     *
     * @param owner whose event it is
     * @param data a record or a map; it is kept for a month and shown to nobody but the receiver
     */
    public void tell(UUID owner, WebhookEvent event, Object data) {
        db.write(_ -> {
            var told = deliveries.tell(owner, event.word(), json.writeValueAsString(data));
            // A job in a person's transaction is that person's.
            var options = Caller.current().viewer() instanceof Viewer.Kinora
                    ? JobOptions.none().user(owner)
                    : JobOptions.none();
            jobs.enqueueAll(told.entrySet().stream()
                    .map(each -> Deliverer.job(each.getKey(), each.getValue(), options))
                    .toList());
            return null;
        });
    }

    /** Newest first. */
    public List<Webhook> mine() {
        return store.list();
    }

    public Webhook find(UUID id) {
        return store.find(id).orElseThrow(WebhookProblem::notFound);
    }

    public Webhook.Created create(UUID user, Wish wish) {
        var url = checked(wish.url());
        var events = chosen(wish.events());
        var id = Ids.next();
        var secret = Signature.newSecret();
        return db.write(_ -> {
            if (store.countLocked(user) >= MOST) {
                throw WebhookProblem.tooMany(MOST);
            }
            store.insert(id, user, url, events, encrypted(id, secret));
            return new Webhook.Created(find(id), secret);
        });
    }

    public Webhook change(UUID id, Change change) {
        var newUrl = change.url() == null ? null : checked(change.url());
        var newEvents = change.events() == null ? null : chosen(change.events());
        return db.write(_ -> {
            var now = find(id);
            if (newUrl != null || newEvents != null) {
                store.change(id, newUrl, newEvents);
            }
            if (change.paused() != null && change.paused() != now.isPaused()) {
                if (change.paused()) {
                    store.pause(id, null, clock.instant());
                } else {
                    store.resume(id);
                }
            }
            return find(id);
        });
    }

    /** What was sent to it goes too. */
    public void delete(UUID id) {
        if (store.delete(id) == 0) {
            throw WebhookProblem.notFound();
        }
    }

    /** From now on everything is signed with the new one, what waits included. */
    public Webhook.Created changeSecret(UUID id) {
        var secret = Signature.newSecret();
        return db.write(_ -> {
            if (store.changeSecret(id, encrypted(id, secret)) == 0) {
                throw WebhookProblem.notFound();
            }
            return new Webhook.Created(find(id), secret);
        });
    }

    /** Newest first. */
    public Page<Delivery> deliveries(UUID id, PageRequest page) {
        find(id);
        return deliveries.list(id, page);
    }

    public Delivery delivery(UUID id, UUID delivery) {
        find(id);
        return deliveries.find(id, delivery).orElseThrow(WebhookProblem::deliveryNotFound);
    }

    /** Newest first, at most a hundred; none from before each was kept. */
    public List<DeliveryAttempt> attempts(UUID id, UUID delivery) {
        return deliveries.attempts(delivery(id, delivery).id());
    }

    /** Sends a message that says nothing else, once, to a paused webhook too. */
    public Delivery test(UUID user, UUID id) {
        find(id);
        var data = json.writeValueAsString(Map.of("message", "This is a test of your webhook."));
        var delivery = db.apart("webhooks", _ -> {
            var made = deliveries.insert(id, WebhookEvent.WEBHOOK_TEST.word(), data);
            jobs.enqueueAll(
                    List.of(Deliverer.job(made, id, JobOptions.none().user(user).attempts(1))));
            return made;
        });
        return deliveries.find(id, delivery).orElseThrow(WebhookProblem::deliveryNotFound);
    }

    /** Sends the same message once more, with the same id; one that waits for its next attempt is tried now instead. */
    public Delivery replay(UUID user, UUID id, UUID delivery) {
        var webhook = find(id);
        var old = deliveries.find(id, delivery).orElseThrow(WebhookProblem::deliveryNotFound);
        if (webhook.isPaused() && !old.event().equals(WebhookEvent.WEBHOOK_TEST.word())) {
            throw WebhookProblem.paused();
        }
        var job = old.state() == Delivery.State.queued
                ? deliveries.attempting(old)
                : Optional.<DeliveryStore.Attempting>empty();
        if (job.filter(DeliveryStore.Attempting::runs).isPresent()) {
            throw WebhookProblem.underWay();
        }
        db.apart("webhooks", _ -> {
            if (job.isPresent()) {
                deliveries.soon(delivery);
            } else if (old.state() == Delivery.State.queued || deliveries.requeue(delivery)) {
                jobs.enqueueAll(
                        List.of(Deliverer.job(delivery, id, JobOptions.none().user(user))));
            }
            return null;
        });
        job.ifPresent(it -> controls.hurryWhatWaits(it.job()));
        return deliveries.find(id, delivery).orElseThrow(WebhookProblem::deliveryNotFound);
    }

    private byte[] encrypted(UUID id, String secret) {
        return secrets.encrypt(secret.getBytes(StandardCharsets.UTF_8), id.toString());
    }

    private String checked(String typed) {
        try {
            var url = outbound.check(typed).toString();
            if (url.length() > LONGEST_URL) {
                throw WebhookProblem.invalid("url", "The address is longer than " + LONGEST_URL + " letters.");
            }
            return url;
        } catch (OutboundProblem problem) {
            throw WebhookProblem.invalid("url", problem.sentence());
        }
    }

    private static List<String> chosen(List<String> words) {
        for (var word : words) {
            if (WebhookEvent.chosen(String.valueOf(word)).isEmpty()) {
                throw WebhookProblem.invalid("events", "There is no event " + word + " to choose.");
            }
        }
        return words.stream().distinct().sorted().toList();
    }
}
