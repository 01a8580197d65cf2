package dev.kinora.uploads;

import dev.kinora.jobs.JobRun;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A film as it comes from elsewhere: tells how far it is, and ends when the job is to stop or next to nothing comes any more. */
final class Watched extends FilterInputStream {
    static final String NOTHING = "the server sends next to nothing";

    /** Less than this within the time that is given is nothing. */
    private static final long LEAST = 64 * 1024;

    private final @Nullable Long length;
    private final JobRun<Downloading.Download> job;
    private final long stallNanos;
    private long done;
    private long doneBefore;
    private long sinceNanos = System.nanoTime();
    private boolean stalled;
    private int told = -1;

    Watched(InputStream body, long from, @Nullable Long length, JobRun<Downloading.Download> job, Duration stallAfter) {
        super(body);
        this.done = from;
        this.doneBefore = from;
        this.length = length;
        this.job = job;
        this.stallNanos = stallAfter.toNanos();
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        if (job.stopping()) {
            throw new IOException("the job is to stop");
        }
        if (stalled) {
            throw new IOException(NOTHING);
        }
        var read = super.read(into, offset, most);
        done += Math.max(0, read);
        look();
        tell();
        return read;
    }

    /** What came is kept; the next reading ends it. */
    private void look() {
        var now = System.nanoTime();
        if (now - sinceNanos < stallNanos) {
            return;
        }
        stalled = done - doneBefore < LEAST;
        doneBefore = done;
        sinceNanos = now;
    }

    private void tell() {
        var percent = length == null || length == 0 ? 0 : (int) (100 * done / length);
        var step = length == null ? (int) (done >> 20) : percent;
        if (step != told) {
            told = step;
            job.progress(
                    percent,
                    "Fetched " + (done / 1_000_000) + (length == null ? " MB" : " of " + length / 1_000_000 + " MB"));
        }
    }
}
