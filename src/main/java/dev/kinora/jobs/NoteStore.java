package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What handlers wrote, and what was done in each minute. */
final class NoteStore {
    private final Db db;

    NoteStore(Db db) {
        this.db = db;
    }

    void write(List<Notes.Note> notes) {
        db.write(sql -> sql.execute(
                """
                insert into job_events (job_id, kind, attempt, message, at)
                select j.id, 'log', u.attempt, u.line, u.at::timestamptz
                from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[]) with ordinality u (id, attempt, line, at, place)
                join processing_jobs j on j.id = u.id order by u.place""",
                notes.stream().map(note -> note.job().id()).toArray(UUID[]::new),
                notes.stream().map(note -> note.job().attempt()).toArray(Integer[]::new),
                notes.stream().map(Notes.Note::line).toArray(String[]::new),
                notes.stream().map(note -> note.at().toString()).toArray(String[]::new)));
    }

    void write(Collection<Minutes.Entry> entries) {
        db.write(sql -> {
            // In one order everywhere, as many workers write the same minute.
            entries.stream()
                    .sorted(Comparator.comparing(
                                    (Minutes.Entry entry) -> entry.key().minute())
                            .thenComparing(entry -> entry.key().type()))
                    .forEach(entry -> sql.execute(
                            """
                            insert into job_minutes as m (minute, job_type, completed, failed, retried, run_ms)
                            values (?::timestamptz, ?, ?, ?, ?, ?)
                            on conflict (minute, job_type) do update
                            set completed = m.completed + excluded.completed, failed = m.failed + excluded.failed,
                                retried = m.retried + excluded.retried, run_ms = m.run_ms + excluded.run_ms""",
                            entry.key().minute().toString(),
                            entry.key().type(),
                            entry.completed(),
                            entry.failed(),
                            entry.retried(),
                            entry.runMillis()));
            return null;
        });
    }
}
