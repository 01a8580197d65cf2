package dev.kinora.command;

import dev.kinora.web.Wording;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;

/** One line that says how far a file is; where nobody sits at a terminal, a line now and then. */
final class ProgressBar {
    private static final int WIDTH = 24;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long FILE_NANOS = 10_000_000_000L;
    private static final long SPEED_NANOS = 15_000_000_000L;

    private final PrintStream out;
    private final String name;
    private final long length;
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long shownNanos;
    private volatile long touchedNanos = System.nanoTime();

    private record Mark(long nanos, long at) {}

    ProgressBar(PrintStream out, String name, long length) {
        this.out = out;
        this.name = name.length() <= 40 ? name : name.substring(0, 39) + "…";
        this.length = length;
    }

    /** No more than so many bytes, the first of which is at that place of the file. */
    InputStream watching(InputStream bytes, long from, long size) {
        return new FilterInputStream(bytes) {
            private long at = from;

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                if (at == from + size) {
                    return -1;
                }
                var read = super.read(into, offset, (int) Math.min(most, from + size - at));
                at += Math.max(0, read);
                touch();
                show(at);
                return read;
            }
        };
    }

    private synchronized void show(long at) {
        var now = System.nanoTime();
        if (now - shownNanos < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            return;
        }
        shownNanos = now;
        var speed = speed(now, at);
        var left = speed <= 0 ? "" : ", " + time(Math.round((length - at) / speed)) + " left";
        say(String.format(
                Locale.ROOT,
                "%s %s %3d %%, %s of %s, %s/s%s",
                name,
                bar(at),
                length == 0 ? 100 : 100 * at / length,
                Wording.size(at),
                Wording.size(length),
                Wording.size(Math.round(speed)),
                left));
    }

    /** Of the last seconds: before a break or a wait it may have been another. */
    private double speed(long now, long at) {
        if (!marks.isEmpty()
                && (at < marks.peekLast().at() || now - marks.peekLast().nanos() > SPEED_NANOS)) {
            marks.clear();
        }
        marks.addLast(new Mark(now, at));
        while (marks.size() > 2 && now - marks.peekFirst().nanos() > SPEED_NANOS) {
            marks.removeFirst();
        }
        return (at - marks.getFirst().at())
                * 1e9
                / Math.max(1, now - marks.getFirst().nanos());
    }

    /** Something moves. */
    void touch() {
        touchedNanos = System.nanoTime();
    }

    /** For how long nothing has moved. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - touchedNanos);
    }

    void waiting(int seconds, String why) {
        say(name + "  " + why + "; trying again in " + seconds + " s");
    }

    void done(String what) {
        say(name + "  " + what);
        if (terminal) {
            out.println();
        }
    }

    private void say(String line) {
        if (terminal) {
            out.print("\r\u001B[K" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    private String bar(long at) {
        var full = length == 0 ? WIDTH : (int) (WIDTH * at / length);
        return "█".repeat(full) + "░".repeat(WIDTH - full);
    }

    private static String time(long seconds) {
        return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
    }
}
