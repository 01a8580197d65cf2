package dev.kinora.uploads;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.outbound.Answer;
import dev.kinora.outbound.Outbound;
import dev.kinora.outbound.OutboundProblem;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches a film: from where it stopped, if the server can, and as the person who asked for it. */
final class Downloading implements JobHandler<Downloading.Download> {
    static final JobType TYPE =
            JobType.of("download_video").lane(Lanes.NETWORK).priority(4).attempts(12);

    static final String CODE = "ERR_FETCH_ORIGIN_ERROR";
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    /** With the twelve attempts it ends within the hour, however long the server asks to be left alone. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final int PARTIAL = 206;
    private static final int BEYOND = 416;

    record Download(UUID upload, String url) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final Uploads uploads;
    private final Receiving receiving;
    private final Delays delays;
    private final Outbound outbound;
    private final Duration stallAfter;

    /** @param stallAfter how long next to nothing may come before the line counts as broken */
    Downloading(Uploads uploads, Receiving receiving, Delays delays, Outbound outbound, Duration stallAfter) {
        this.uploads = uploads;
        this.receiving = receiving;
        this.delays = delays;
        this.outbound = outbound;
        this.stallAfter = stallAfter;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Download> payload() {
        return Download.class;
    }

    @Override
    public Outcome run(JobRun<Download> job) throws Exception {
        var person = Caller.current().as(new Viewer.User(job.user().orElseThrow()));
        Upload upload;
        try {
            upload = person.call(() -> uploads.get(job.payload().upload()));
        } catch (UploadProblem _) {
            job.log("The upload was given up.");
            return Outcome.done();
        }
        if (upload.isComplete()) {
            return Outcome.done();
        }
        try {
            // All of it came before, and only the word that it is all was lost.
            var now = person.call(() -> receiving.completed(upload));
            return now.isComplete() ? Outcome.done() : person.call(() -> fetch(job, now));
        } catch (OutboundProblem e) {
            return switch (e) {
                case OutboundProblem.Unreachable _ -> later(job, upload, e.sentence(), null);
                case OutboundProblem.Refused _, OutboundProblem.Malformed _, OutboundProblem.TooManyRedirects _ ->
                    given(upload, CODE, e.sentence());
            };
        } catch (IOException e) {
            if (job.stopping()) {
                throw e;
            }
            return later(
                    job,
                    upload,
                    String.valueOf(e.getMessage()).contains(Watched.NOTHING)
                            ? "The server there sends next to nothing."
                            : "The connection broke while the film came.",
                    null);
        } catch (Problem e) {
            if (e instanceof UploadProblem problem && problem.isLost()) {
                return later(job, upload, e.sentence(), null);
            }
            return switch (e.category()) {
                // Not the film's fault, and over before long.
                case FULL, UNAVAILABLE, LOCKED -> later(job, upload, e.sentence(), null);
                default -> given(upload, e);
            };
        }
    }

    private Outcome fetch(JobRun<Download> job, Upload upload) throws Exception {
        var known = upload.received() > 0 ? uploads.validator(upload.id()) : Optional.<String>empty();
        if (upload.received() > 0 && known.isEmpty()) {
            job.log("Nothing tells whether the film there is still the same; from the beginning.");
            receiving.restart(upload);
            return fetch(job, uploads.get(upload.id()), Map.of());
        }
        return fetch(
                job,
                upload,
                known.map(validator -> Map.of("Range", "bytes=" + upload.received() + "-", "If-Range", validator))
                        .orElseGet(Map::of));
    }

    private Outcome fetch(JobRun<Download> job, Upload upload, Map<String, String> headers) throws Exception {
        var from = upload.received();
        try (var answer = outbound.get(URI.create(job.payload().url()), headers)) {
            if (answer.status() == BEYOND && from > 0) {
                return again(job, upload);
            }
            if (!answer.isSuccess()) {
                return refused(job, upload, answer);
            }
            delays.over(upload);
            var total = total(answer, from);
            if (from > 0 && !goesOn(upload, answer, total)) {
                return again(job, upload);
            }
            var whole = total == null ? upload : sized(upload, total);
            if (from == 0) {
                uploads.remember(upload.id(), Validator.of(answer));
            }
            var body = new Watched(answer.body(), from, whole.length(), job, stallAfter);
            var received = receiving.take(whole, new Receiving.Piece(from, body, null));
            if (whole.length() == null) {
                var closed = uploads.setLength(uploads.get(upload.id()), received);
                receiving.take(closed, new Receiving.Piece(received, InputStream.nullInputStream(), null));
            } else if (received < whole.length()) {
                throw new IOException("the body ended early");
            }
            return Outcome.done(Map.of("bytes", received));
        }
    }

    /** What comes continues what is there: by the range, by the length, and by what tells versions apart where it is told. */
    private boolean goesOn(Upload upload, Answer answer, @Nullable Long total) {
        return answer.status() == PARTIAL
                && begins(answer) == upload.received()
                && (total == null || upload.length() == null || total.equals(upload.length()))
                && Validator.agrees(uploads.validator(upload.id()).orElse(""), answer);
    }

    private Upload sized(Upload upload, long length) throws IOException {
        if (Long.valueOf(length).equals(upload.length())) {
            return upload;
        }
        if (upload.length() == null) {
            return uploads.setLength(upload, length);
        }
        // Nothing of the former film was kept but its length.
        receiving.restart(upload);
        return uploads.setLength(uploads.get(upload.id()), length);
    }

    /** What is there is of another film than what comes now, or the server cannot go on in the middle. */
    private Outcome again(JobRun<Download> job, Upload upload) throws IOException {
        job.log("The server cannot go on at byte " + upload.received() + "; from the beginning.");
        receiving.restart(upload);
        return Outcome.retryAfter(Duration.ofSeconds(1), CODE, "The download begins anew.");
    }

    private Outcome refused(JobRun<Download> job, Upload upload, Answer answer) {
        var sentence = Refusals.sentence(answer.status());
        return Refusals.isPassing(answer.status())
                ? later(job, upload, sentence, retryAfter(answer))
                : given(upload, CODE, sentence);
    }

    private Outcome later(JobRun<Download> job, Upload upload, String sentence, @Nullable Duration wish) {
        if (job.lastAttempt()) {
            return given(upload, CODE, sentence + " It was tried " + job.attempt() + " times.");
        }
        var usual = Duration.ofSeconds(5L << Math.min(job.attempt(), 6));
        var pause = wish == null ? usual : wish;
        delays.tell(upload, CODE, sentence);
        return Outcome.retryAfter(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, CODE, sentence);
    }

    private Outcome given(Upload upload, Problem problem) {
        return given(
                upload,
                problem instanceof UploadProblem refused && refused.code().equals("not-a-video")
                        ? "ERR_NON_VIDEO"
                        : CODE,
                problem.sentence());
    }

    private Outcome given(Upload upload, String code, String sentence) {
        uploads.refuse(upload.id(), upload.video(), code, sentence);
        return Outcome.failed(code, sentence);
    }

    private static Optional<String> header(Answer answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static long begins(Answer answer) {
        var range = RANGE.matcher(header(answer, "Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private static @Nullable Long total(Answer answer, long from) {
        var range = RANGE.matcher(header(answer, "Content-Range").orElse(""));
        if (range.matches()) {
            return range.group(2).equals("*") ? null : Long.valueOf(range.group(2));
        }
        return header(answer, "Content-Length")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> from + Long.parseLong(text))
                .orElse(null);
    }

    private static @Nullable Duration retryAfter(Answer answer) {
        return header(answer, "Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text))))
                .orElse(null);
    }
}
