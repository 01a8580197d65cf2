package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One film on its way to a Kinora, however often the line breaks. */
final class Sending {
    private static final int MOST_TRIES = 12;
    private static final int MOST_WAITS = 100;
    private static final long LOOKED_INTO_NANOS = 15_000_000_000L;

    private final TusLine line;
    private final Uploaded uploaded;
    private final Remote remote;
    private final Path file;
    private final long length;
    private final @Nullable String title;
    private final Resumption note;
    private final ProgressBar bar;
    private int tries;
    private int waits;
    private boolean reached;
    private long furthest;

    Sending(
            Remote remote,
            Path file,
            long length,
            @Nullable String title,
            Resumption note,
            ProgressBar bar,
            Duration patience) {
        this.line = new TusLine(remote, bar, patience);
        this.uploaded = new Uploaded(remote);
        this.remote = remote;
        this.file = file;
        this.length = length;
        this.title = title;
        this.note = note;
        this.bar = bar;
    }

    /** Of what was uploaded before: it may be in the bin by now, deleted for good, or have come to nothing. */
    boolean isStillThere() throws IOException, InterruptedException {
        var video = note.video().orElse("");
        if (video.isEmpty()) {
            return false;
        }
        try {
            var seen = uploaded.seen(video);
            if (seen.answer() == 401 || seen.isBusy()) {
                throw new Refusal(
                        "Whether " + file.getFileName() + " is still there was not told: " + remote.address("/")
                                + (seen.answer() == 401
                                        ? " does not accept the key."
                                        : " answered " + seen.answer() + "."),
                        "Nothing was uploaded.");
            }
            return !seen.isGone() && !seen.isRefused();
        } catch (IOException e) {
            throw nobodyAnswers(e);
        }
    }

    private Refusal nobodyAnswers(IOException e) {
        return new Refusal(
                "Nobody answers at " + remote.address("/") + ".", "Is Kinora running there? Nothing was uploaded.", e);
    }

    /** @return false when it was refused, which has been said then */
    boolean run() throws IOException, InterruptedException {
        var hasArrived = false;
        while (true) {
            try {
                if (!hasArrived) {
                    send();
                    hasArrived = true;
                }
                return end();
            } catch (TusLine.Refused e) {
                if (!e.isMendable()) {
                    note.forget();
                }
                bar.done(e.sentence());
                return false;
            } catch (TusLine.Later e) {
                reached = true;
                if (++waits > MOST_WAITS) {
                    throw givenUp(e);
                }
                bar.waiting(e.seconds(), "asked to wait");
                Thread.sleep(1000L * e.seconds());
            } catch (ConnectException e) {
                if (!reached) {
                    throw nobodyAnswers(e);
                }
                pause(e);
            } catch (IOException e) {
                var fault = hasArrived ? Optional.<String>empty() : fault();
                if (fault.isPresent()) {
                    bar.done(fault.get());
                    return false;
                }
                pause(e);
            }
        }
    }

    /** What no second try would mend: it is the file, not the line. */
    private Optional<String> fault() throws IOException {
        try (var bytes = FileChannel.open(file)) {
            if (bytes.size() == length) {
                return Optional.empty();
            }
        } catch (IOException _) {
            return Optional.of("it can no longer be read. What has arrived is kept for a day:"
                    + " the same command goes on there when the file is back");
        }
        note.forget();
        return Optional.of("its file was changed meanwhile; run the same again to upload it as it is now");
    }

    private void send() throws IOException, InterruptedException {
        var upload = note.upload().orElse(null);
        var offset = upload == null ? null : line.offset(upload);
        if (upload == null || offset == null) {
            var begun = line.begin(String.valueOf(file.getFileName()), title, length);
            note.remember(begun.upload(), begun.video());
            upload = begun.upload();
            offset = 0L;
        }
        reached = true;
        goesOn(offset);
        while (offset < length) {
            offset = line.send(file, upload, offset, length);
            goesOn(offset);
        }
    }

    /** As long as more arrives, what broke before is forgiven. */
    private void goesOn(long offset) {
        if (offset > furthest) {
            furthest = offset;
            tries = 0;
        }
    }

    private void pause(IOException e) throws InterruptedException {
        if (++tries >= MOST_TRIES) {
            throw givenUp(e);
        }
        var seconds = Math.min(30, 1 << tries);
        bar.waiting(seconds, e instanceof TusLine.Passing ? String.valueOf(e.getMessage()) : "the connection broke");
        Thread.sleep(1000L * seconds);
    }

    private Refusal givenUp(IOException e) {
        bar.done("interrupted; run the same again to go on");
        return new Refusal(
                e instanceof TusLine.Passing || e instanceof TusLine.Later
                        ? "It does not go on, however often it is tried: " + e.getMessage() + "."
                        : "The connection broke " + tries + " times in a row, or never was.",
                "What has arrived is kept for a day: the same command goes on there.",
                e);
    }

    /** All of it is there; whether it is a film is known a moment later. */
    private boolean end() throws IOException, InterruptedException {
        var video = note.video().orElse("");
        var until = System.nanoTime() + LOOKED_INTO_NANOS;
        while (!video.isEmpty() && System.nanoTime() < until) {
            var seen = uploaded.seen(video);
            if (seen.isGone()) {
                note.forget();
                bar.done("its video was deleted meanwhile; run the same again to upload it anew");
                return false;
            }
            if (seen.isRefused()) {
                note.forget();
                bar.done("refused: " + seen.reason());
                return false;
            }
            if (!seen.isAwaited()) {
                note.finish();
                bar.done("uploaded"
                        + uploaded.twin(video, until)
                                .map(other -> ". You have this film already: " + other)
                                .orElse(""));
                return true;
            }
            Thread.sleep(300);
        }
        note.finish();
        bar.done(video.isEmpty() ? "uploaded" : "uploaded; it is still being looked into");
        return true;
    }
}
