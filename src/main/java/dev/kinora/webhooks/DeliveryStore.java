package dev.kinora.webhooks;

import static dev.kinora.schema.Tables.PROCESSING_JOBS;
import static dev.kinora.schema.Tables.WEBHOOKS;
import static dev.kinora.schema.Tables.WEBHOOK_ATTEMPTS;
import static dev.kinora.schema.Tables.WEBHOOK_DELIVERIES;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.DeliveryStatus;
import dev.kinora.schema.enums.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

final class DeliveryStore {
    /** Rows are stamped by the database, jobs by the process. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** Those of its schedule eight times over: a message can be sent again without end. */
    static final int MOST_ATTEMPTS = 100;

    private static final int LONGEST_ANSWER_OF_ONE = 1_000;

    private final Db db;

    DeliveryStore(Db db) {
        this.db = db;
    }

    /** @param secret encrypted */
    record Letter(
            UUID webhook, String url, byte[] secret, boolean paused, String event, Instant createdAt, String data) {}

    record Attempt(
            Instant begun,
            @Nullable Integer status,
            @Nullable String body,
            @Nullable String problem,
            Duration took) {}

    /** @return the delivery for each webhook that is told */
    Map<UUID, UUID> tell(UUID owner, String event, String data) {
        return db.write(sql -> sql.fetch(
                        "select delivery, webhook from tell_webhooks(?::uuid, ?, ?::jsonb)", owner, event, data)
                .intoMap(row -> row.get("delivery", UUID.class), row -> row.get("webhook", UUID.class)));
    }

    UUID insert(UUID webhook, String event, String data) {
        return db.write(sql -> sql.insertInto(WEBHOOK_DELIVERIES)
                .set(WEBHOOK_DELIVERIES.WEBHOOK_ID, webhook)
                .set(WEBHOOK_DELIVERIES.EVENT, event)
                .set(WEBHOOK_DELIVERIES.PAYLOAD, JSONB.jsonb(data))
                .returningResult(WEBHOOK_DELIVERIES.ID)
                .fetchSingle()
                .value1());
    }

    Page<Delivery> list(UUID webhook, PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                sql.selectFrom(WEBHOOK_DELIVERIES).where(WEBHOOK_DELIVERIES.WEBHOOK_ID.eq(webhook)),
                page,
                DeliveryStore::delivery,
                WEBHOOK_DELIVERIES.CREATED_AT.desc(),
                WEBHOOK_DELIVERIES.ID.desc()));
    }

    Optional<Delivery> find(UUID webhook, UUID id) {
        return db.read(sql -> sql.selectFrom(WEBHOOK_DELIVERIES)
                .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.WEBHOOK_ID.eq(webhook))
                .fetchOptional(DeliveryStore::delivery));
    }

    /** Newest first. */
    List<DeliveryAttempt> attempts(UUID delivery) {
        return db.read(sql -> sql.selectFrom(WEBHOOK_ATTEMPTS)
                .where(WEBHOOK_ATTEMPTS.DELIVERY_ID.eq(delivery))
                .orderBy(WEBHOOK_ATTEMPTS.NUMBER.desc())
                .fetch(row -> new DeliveryAttempt(
                        row.get(WEBHOOK_ATTEMPTS.NUMBER),
                        row.get(WEBHOOK_ATTEMPTS.BEGUN_AT).toInstant(),
                        Duration.ofMillis(row.get(WEBHOOK_ATTEMPTS.DURATION_MS)),
                        row.get(WEBHOOK_ATTEMPTS.RESPONSE_STATUS),
                        row.get(WEBHOOK_ATTEMPTS.RESPONSE_BODY),
                        row.get(WEBHOOK_ATTEMPTS.ERROR_MESSAGE))));
    }

    Optional<Letter> letter(UUID id) {
        return db.read(sql -> sql.select(
                        WEBHOOKS.ID,
                        WEBHOOKS.URL,
                        WEBHOOKS.SECRET_ENCRYPTED,
                        WEBHOOKS.PAUSED_AT,
                        WEBHOOK_DELIVERIES.EVENT,
                        WEBHOOK_DELIVERIES.CREATED_AT,
                        WEBHOOK_DELIVERIES.PAYLOAD)
                .from(WEBHOOK_DELIVERIES)
                .join(WEBHOOKS)
                .on(WEBHOOKS.ID.eq(WEBHOOK_DELIVERIES.WEBHOOK_ID))
                .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.STATUS.eq(DeliveryStatus.queued))
                .fetchOptional(row -> new Letter(
                        row.get(WEBHOOKS.ID),
                        row.get(WEBHOOKS.URL),
                        row.get(WEBHOOKS.SECRET_ENCRYPTED),
                        row.get(WEBHOOKS.PAUSED_AT) != null,
                        row.get(WEBHOOK_DELIVERIES.EVENT),
                        row.get(WEBHOOK_DELIVERIES.CREATED_AT).toInstant(),
                        row.get(WEBHOOK_DELIVERIES.PAYLOAD).data())));
    }

    void delivered(UUID id, Attempt attempt, Instant now) {
        write(id, attempt, DeliveryStatus.delivered, now.atOffset(ZoneOffset.UTC), null);
    }

    void failed(UUID id, Attempt attempt) {
        write(id, attempt, DeliveryStatus.failed, null, null);
    }

    void failedOnce(UUID id, Attempt attempt, Instant next) {
        write(id, attempt, DeliveryStatus.queued, null, next.atOffset(ZoneOffset.UTC));
    }

    private void write(
            UUID id,
            Attempt attempt,
            DeliveryStatus status,
            @Nullable OffsetDateTime delivered,
            @Nullable OffsetDateTime next) {
        db.write(sql -> {
            sql.update(WEBHOOK_DELIVERIES)
                    .set(WEBHOOK_DELIVERIES.STATUS, status)
                    .set(WEBHOOK_DELIVERIES.DELIVERED_AT, delivered)
                    .set(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT, next)
                    .set(WEBHOOK_DELIVERIES.ATTEMPTS, WEBHOOK_DELIVERIES.ATTEMPTS.plus(1))
                    .set(WEBHOOK_DELIVERIES.RESPONSE_STATUS, attempt.status())
                    .set(WEBHOOK_DELIVERIES.RESPONSE_BODY, attempt.body())
                    .set(WEBHOOK_DELIVERIES.ERROR_MESSAGE, attempt.problem())
                    .set(WEBHOOK_DELIVERIES.DURATION_MS, (int) attempt.took().toMillis())
                    .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.STATUS.eq(DeliveryStatus.queued))
                    .returningResult(WEBHOOK_DELIVERIES.ATTEMPTS)
                    .fetchOptional(WEBHOOK_DELIVERIES.ATTEMPTS)
                    .ifPresent(number -> keep(sql, id, number, attempt));
            return null;
        });
    }

    private static void keep(DSLContext sql, UUID delivery, int number, Attempt attempt) {
        sql.insertInto(WEBHOOK_ATTEMPTS)
                .set(WEBHOOK_ATTEMPTS.DELIVERY_ID, delivery)
                .set(WEBHOOK_ATTEMPTS.NUMBER, number)
                .set(WEBHOOK_ATTEMPTS.BEGUN_AT, attempt.begun().atOffset(ZoneOffset.UTC))
                .set(WEBHOOK_ATTEMPTS.DURATION_MS, (int) attempt.took().toMillis())
                .set(WEBHOOK_ATTEMPTS.RESPONSE_STATUS, attempt.status())
                .set(
                        WEBHOOK_ATTEMPTS.RESPONSE_BODY,
                        DSL.left(DSL.val(attempt.body(), WEBHOOK_ATTEMPTS.RESPONSE_BODY), LONGEST_ANSWER_OF_ONE))
                .set(WEBHOOK_ATTEMPTS.ERROR_MESSAGE, attempt.problem())
                .execute();
        if (number > MOST_ATTEMPTS) {
            sql.deleteFrom(WEBHOOK_ATTEMPTS)
                    .where(
                            WEBHOOK_ATTEMPTS.DELIVERY_ID.eq(delivery),
                            WEBHOOK_ATTEMPTS.NUMBER.le(number - MOST_ATTEMPTS))
                    .execute();
        }
    }

    /** Without an attempt. */
    void givenUp(UUID id, String why) {
        db.write(sql -> sql.update(WEBHOOK_DELIVERIES)
                .set(WEBHOOK_DELIVERIES.STATUS, DeliveryStatus.failed)
                .setNull(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT)
                .set(WEBHOOK_DELIVERIES.ERROR_MESSAGE, why)
                .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.STATUS.eq(DeliveryStatus.queued))
                .execute());
    }

    /** What waits although nobody tries it any more: its job was cancelled. */
    void giveUpAbandoned(Instant before, String why) {
        db.write(sql -> sql.update(WEBHOOK_DELIVERIES)
                .set(WEBHOOK_DELIVERIES.STATUS, DeliveryStatus.failed)
                .setNull(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT)
                .set(WEBHOOK_DELIVERIES.ERROR_MESSAGE, why)
                .where(
                        WEBHOOK_DELIVERIES.STATUS.eq(DeliveryStatus.queued),
                        WEBHOOK_DELIVERIES.STATUS_CHANGED_AT.lt(before.atOffset(ZoneOffset.UTC)))
                .execute());
    }

    /** @param runs whether it is at it just now */
    record Attempting(UUID job, boolean runs) {}

    /** The job that brings a message, if one is still to; it was queued with the message, or later when that was sent again. */
    Optional<Attempting> attempting(Delivery delivery) {
        return db.read(sql -> sql.select(PROCESSING_JOBS.ID, PROCESSING_JOBS.STATUS)
                .from(PROCESSING_JOBS)
                .where(
                        PROCESSING_JOBS.USER_ID.eq(DSL.field("(select current_user_id())", UUID.class)),
                        PROCESSING_JOBS.JOB_TYPE.eq(Deliverer.TYPE.name()),
                        PROCESSING_JOBS.CREATED_AT.ge(
                                delivery.createdAt().minus(CLOCKS_DIFFER).atOffset(ZoneOffset.UTC)),
                        PROCESSING_JOBS.STATUS.in(JobStatus.queued, JobStatus.running),
                        DSL.condition(
                                "{0} ->> 'delivery' = {1}",
                                PROCESSING_JOBS.JOB_DATA, DSL.val(delivery.id().toString())))
                .orderBy(PROCESSING_JOBS.CREATED_AT.desc())
                .limit(1)
                .fetchOptional(row -> new Attempting(row.value1(), row.value2() == JobStatus.running)));
    }

    /** What waits, waits for nothing but its turn. */
    void soon(UUID id) {
        db.write(sql -> sql.update(WEBHOOK_DELIVERIES)
                .setNull(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT)
                .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.STATUS.eq(DeliveryStatus.queued))
                .execute());
    }

    /** @return whether it was not queued already */
    boolean requeue(UUID id) {
        return db.write(sql -> sql.update(WEBHOOK_DELIVERIES)
                        .set(WEBHOOK_DELIVERIES.STATUS, DeliveryStatus.queued)
                        .setNull(WEBHOOK_DELIVERIES.DELIVERED_AT)
                        .setNull(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT)
                        .setNull(WEBHOOK_DELIVERIES.ERROR_MESSAGE)
                        .where(WEBHOOK_DELIVERIES.ID.eq(id), WEBHOOK_DELIVERIES.STATUS.ne(DeliveryStatus.queued))
                        .execute()
                > 0);
    }

    /** Whether the last so many ended in vain, and all of them since the webhook was last changed. */
    boolean nothingArrives(UUID webhook, int most, String but) {
        return Boolean.TRUE.equals(db.read(sql -> sql.fetchValue("""
                        select count(*) filter (where d.status = 'failed' and d.status_changed_at > w.updated_at) >= ?
                        from webhooks w,
                            lateral (select status, status_changed_at from webhook_deliveries
                                     where webhook_id = w.id and status <> 'queued' and event <> ?
                                     order by created_at desc limit ?) d
                        where w.id = ?::uuid""", most, but, most, webhook)));
    }

    private static Delivery delivery(Record row) {
        var took = row.get(WEBHOOK_DELIVERIES.DURATION_MS);
        return new Delivery(
                row.get(WEBHOOK_DELIVERIES.ID),
                row.get(WEBHOOK_DELIVERIES.EVENT),
                Delivery.message(
                        JsonMapper.shared(),
                        row.get(WEBHOOK_DELIVERIES.ID),
                        row.get(WEBHOOK_DELIVERIES.EVENT),
                        row.get(WEBHOOK_DELIVERIES.CREATED_AT).toInstant(),
                        row.get(WEBHOOK_DELIVERIES.PAYLOAD).data()),
                switch (row.get(WEBHOOK_DELIVERIES.STATUS)) {
                    case queued -> Delivery.State.queued;
                    case delivered -> Delivery.State.delivered;
                    case failed -> Delivery.State.failed;
                },
                row.get(WEBHOOK_DELIVERIES.ATTEMPTS),
                row.get(WEBHOOK_DELIVERIES.RESPONSE_STATUS),
                row.get(WEBHOOK_DELIVERIES.RESPONSE_BODY),
                row.get(WEBHOOK_DELIVERIES.ERROR_MESSAGE),
                took == null ? null : Duration.ofMillis(took),
                row.get(WEBHOOK_DELIVERIES.CREATED_AT).toInstant(),
                instant(row.get(WEBHOOK_DELIVERIES.DELIVERED_AT)),
                instant(row.get(WEBHOOK_DELIVERIES.NEXT_ATTEMPT_AT)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
