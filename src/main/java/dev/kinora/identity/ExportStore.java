package dev.kinora.identity;

import static dev.kinora.schema.Tables.ACCOUNT_EXPORTS;
import static dev.kinora.schema.Tables.PROCESSING_JOBS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Exports that were asked for, one a person. */
final class ExportStore {
    private static final Duration KEPT = Duration.ofDays(3);

    private final Db db;

    ExportStore(Db db) {
        this.db = db;
    }

    /** In place of the last one, unless that is the same. */
    void begin(UUID user, UUID job, Instant now) {
        var asked = now.atOffset(ZoneOffset.UTC);
        db.write(sql -> sql.insertInto(ACCOUNT_EXPORTS)
                .set(ACCOUNT_EXPORTS.USER_ID, user)
                .set(ACCOUNT_EXPORTS.JOB_ID, job)
                .set(ACCOUNT_EXPORTS.ASKED_AT, asked)
                .set(ACCOUNT_EXPORTS.EXPIRES_AT, asked.plus(KEPT))
                .onConflict(ACCOUNT_EXPORTS.USER_ID)
                .doUpdate()
                .set(ACCOUNT_EXPORTS.JOB_ID, job)
                .set(ACCOUNT_EXPORTS.ASKED_AT, asked)
                .set(ACCOUNT_EXPORTS.EXPIRES_AT, asked.plus(KEPT))
                .setNull(ACCOUNT_EXPORTS.MADE_AT)
                .setNull(ACCOUNT_EXPORTS.FILE)
                .where(ACCOUNT_EXPORTS.JOB_ID.ne(job))
                .execute());
    }

    /** What waited for so long that it was cleared away meanwhile is there again. */
    void keep(UUID user, UUID job, byte[] file, Instant now) {
        var made = now.atOffset(ZoneOffset.UTC);
        db.write(sql -> sql.insertInto(ACCOUNT_EXPORTS)
                .set(ACCOUNT_EXPORTS.USER_ID, user)
                .set(ACCOUNT_EXPORTS.JOB_ID, job)
                .set(ACCOUNT_EXPORTS.ASKED_AT, made)
                .set(ACCOUNT_EXPORTS.MADE_AT, made)
                .set(ACCOUNT_EXPORTS.EXPIRES_AT, made.plus(KEPT))
                .set(ACCOUNT_EXPORTS.FILE, file)
                .onConflict(ACCOUNT_EXPORTS.USER_ID)
                .doUpdate()
                .set(ACCOUNT_EXPORTS.MADE_AT, made)
                .set(ACCOUNT_EXPORTS.EXPIRES_AT, made.plus(KEPT))
                .set(ACCOUNT_EXPORTS.FILE, DSL.excluded(ACCOUNT_EXPORTS.FILE))
                .where(ACCOUNT_EXPORTS.JOB_ID.eq(job))
                .execute());
    }

    Optional<Export> find(UUID user, Instant now) {
        return db.read(sql -> sql.select(
                        ACCOUNT_EXPORTS.JOB_ID,
                        ACCOUNT_EXPORTS.ASKED_AT,
                        ACCOUNT_EXPORTS.MADE_AT,
                        ACCOUNT_EXPORTS.EXPIRES_AT,
                        ACCOUNT_EXPORTS.SIZE_BYTES,
                        PROCESSING_JOBS.STATUS,
                        PROCESSING_JOBS.PROGRESS,
                        PROCESSING_JOBS.PROGRESS_STEP,
                        PROCESSING_JOBS.ERROR_CODE,
                        PROCESSING_JOBS.ERROR_MESSAGE)
                .from(ACCOUNT_EXPORTS)
                .leftJoin(PROCESSING_JOBS)
                .on(PROCESSING_JOBS.ID.eq(ACCOUNT_EXPORTS.JOB_ID))
                .where(ACCOUNT_EXPORTS.USER_ID.eq(user), ACCOUNT_EXPORTS.EXPIRES_AT.gt(now.atOffset(ZoneOffset.UTC)))
                .fetchOptional(ExportStore::export));
    }

    private static Export export(Record row) {
        var made = row.get(ACCOUNT_EXPORTS.MADE_AT);
        var status = row.get(PROCESSING_JOBS.STATUS);
        var state = made != null
                ? Export.State.ready
                : status == JobStatus.queued || status == JobStatus.running ? Export.State.making : Export.State.failed;
        return new Export(
                row.get(ACCOUNT_EXPORTS.JOB_ID),
                state,
                made != null ? 100 : Objects.requireNonNullElse(row.get(PROCESSING_JOBS.PROGRESS), (short) 0),
                state == Export.State.making ? row.get(PROCESSING_JOBS.PROGRESS_STEP) : null,
                row.get(ACCOUNT_EXPORTS.ASKED_AT).toInstant(),
                made == null ? null : made.toInstant(),
                row.get(ACCOUNT_EXPORTS.EXPIRES_AT).toInstant(),
                row.get(ACCOUNT_EXPORTS.SIZE_BYTES),
                state == Export.State.failed ? problem(row) : null);
    }

    /** Only what was written for people is shown to them. */
    private static String problem(Record row) {
        if (row.get(PROCESSING_JOBS.STATUS) == JobStatus.cancelled) {
            return "It was stopped before it was done.";
        }
        return ExportMaker.TOO_LARGE.equals(row.get(PROCESSING_JOBS.ERROR_CODE))
                ? row.get(PROCESSING_JOBS.ERROR_MESSAGE)
                : "Something went wrong while it was made. If that happens again, tell whoever runs this Kinora.";
    }

    /** A piece of the file, so that it is never in memory as a whole and a slow reader keeps no transaction open. */
    Optional<byte[]> piece(UUID user, UUID job, int from, int length) {
        return db.read(sql -> sql.select(DSL.field(
                        "substring({0} from {1} for {2})",
                        byte[].class, ACCOUNT_EXPORTS.FILE, DSL.val(from + 1), DSL.val(length)))
                .from(ACCOUNT_EXPORTS)
                .where(
                        ACCOUNT_EXPORTS.USER_ID.eq(user),
                        ACCOUNT_EXPORTS.JOB_ID.eq(job),
                        ACCOUNT_EXPORTS.MADE_AT.isNotNull())
                .fetchOptional(row -> row.value1()));
    }
}
