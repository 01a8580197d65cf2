package dev.kinora.mail;

import static dev.kinora.schema.Tables.MAILS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.MailStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Mail as operators look at it. */
final class MailLogStore {
    private final Db db;

    MailLogStore(Db db) {
        this.db = db;
    }

    /** Ids sort by the time they were made, so the key serves. */
    Page<SentMail> page(PageRequest page) {
        return db.read(
                sql -> Keyset.fetch(sql.select(MAILS.fields()).from(MAILS), page, MailLogStore::mail, MAILS.ID.desc()));
    }

    Optional<SentMail> find(UUID id) {
        return db.read(sql ->
                sql.select(MAILS.fields()).from(MAILS).where(MAILS.ID.eq(id)).fetchOptional(MailLogStore::mail));
    }

    SentMail.Counts count() {
        var queued = DSL.count().filterWhere(MAILS.STATUS.eq(MailStatus.queued));
        var failed = DSL.count().filterWhere(MAILS.STATUS.eq(MailStatus.failed));
        var kept = DSL.count().filterWhere(MAILS.STATUS.eq(MailStatus.kept));
        return db.read(sql -> sql.select(queued, failed, kept)
                .from(MAILS)
                .fetchSingle(row -> new SentMail.Counts(row.value1(), row.value2(), row.value3())));
    }

    private static SentMail mail(Record row) {
        return new SentMail(
                row.get(MAILS.ID),
                row.get(MAILS.RECIPIENT),
                row.get(MAILS.SUBJECT),
                row.get(MAILS.STATUS),
                row.get(MAILS.ATTEMPTS),
                row.get(MAILS.LAST_ERROR),
                row.get(MAILS.CREATED_AT).toInstant(),
                instant(row.get(MAILS.SENT_AT)),
                instant(row.get(MAILS.FAILED_AT)),
                row.get(MAILS.TEXT),
                row.get(MAILS.HTML));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
