package dev.kinora.identity;

import dev.kinora.access.SignedIn;
import dev.kinora.access.Throttle;
import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Unique;
import dev.kinora.platform.Db;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Everything Kinora keeps about a person, put together by a job and kept for that person for three days. */
public final class Exports {
    private static final Throttle.Rule PACE = new Throttle.Rule("export", 5, Duration.ofMinutes(10));
    /** Each passes through memory before it is kept. */
    private static final int AT_ONCE = 2;

    private static final int PIECE = 1 << 20;

    private final ExportStore store;
    private final Jobs jobs;
    private final Db db;
    private final Throttle throttle;
    private final Clock clock;

    Exports(Db db, Jobs jobs, Throttle throttle, Clock clock) {
        this.store = new ExportStore(db);
        this.jobs = jobs;
        this.db = db;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** In place of the last one; while one is being made it is that one. */
    public Export ask(SignedIn person) {
        var user = person.user();
        if (find(person).filter(export -> export.state() == Export.State.making).isEmpty()) {
            throttle.take(PACE, user.toString());
        }
        var options = JobOptions.none()
                .user(user)
                .unique(Unique.whileUnfinished("account-export " + user))
                .gate("account-exports", AT_ONCE);
        db.system("exports", _ -> {
            var job = jobs.enqueue(new ExportMaker.Make(user, person.username()), options);
            store.begin(user, job.value(), clock.instant());
            return null;
        });
        return mine(person);
    }

    /** Whether it is one of the jobs that put exports together. */
    public static boolean madeBy(Job job) {
        return job.type().equals(ExportMaker.TYPE.name());
    }

    public Optional<Export> find(SignedIn person) {
        return store.find(person.user(), clock.instant());
    }

    public Export mine(SignedIn person) {
        return find(person).orElseThrow(IdentityProblem::exportNotFound);
    }

    public void send(SignedIn person, HttpServletResponse response) throws IOException {
        var export = mine(person);
        switch (export.state()) {
            case making -> throw IdentityProblem.exportNotReady();
            case failed -> throw IdentityProblem.exportFailed(String.valueOf(export.problem()));
            case ready -> send(person, export, response);
        }
    }

    private void send(SignedIn person, Export export, HttpServletResponse response) throws IOException {
        int size = Objects.requireNonNull(export.size());
        var day = LocalDate.ofInstant(Objects.requireNonNull(export.madeAt()), ZoneOffset.UTC);
        var name = "kinora-" + person.username() + "-" + day + ".zip";
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLengthLong(size);
        for (var from = 0; from < size; from += PIECE) {
            var piece = store.piece(person.user(), export.job(), from, PIECE);
            response.getOutputStream()
                    .write(piece.orElseThrow(() -> new IOException("the export was replaced while it was sent")));
        }
    }
}
