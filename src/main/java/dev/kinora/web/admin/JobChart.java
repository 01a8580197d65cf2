package dev.kinora.web.admin;

import dev.kinora.jobs.JobFigures.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done, a bar a span from zero up; what failed hangs below the line, on the same scale. */
public record JobChart(List<Span> spans, String period) {
    public static final int WIDTH = 720;
    public static final int HEIGHT = 132;
    public static final int LINE = 104;

    private static final int TALLEST = 100;
    private static final int DEEPEST = HEIGHT - LINE - 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    public record Bar(double x, double width, double up, double down) {
        public double top() {
            return LINE - up;
        }
    }

    public long completed() {
        return spans.stream().mapToLong(Span::completed).sum();
    }

    public long failed() {
        return spans.stream().mapToLong(Span::failed).sum();
    }

    public long retried() {
        return spans.stream().mapToLong(Span::retried).sum();
    }

    public long most() {
        return spans.stream().mapToLong(Span::completed).max().orElse(0);
    }

    public boolean isEmpty() {
        return completed() + failed() + retried() == 0;
    }

    public List<Bar> bars() {
        var most = Math.max(1, most());
        var bars = new ArrayList<Bar>();
        var step = (double) WIDTH / spans.size();
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            bars.add(new Bar(
                    round(i * step),
                    round(step * 0.72),
                    height(span.completed(), most, TALLEST),
                    Math.min(DEEPEST, height(span.failed(), most, TALLEST))));
        }
        return bars;
    }

    /** Anything is seen, however little of the most it is. */
    private static double height(long amount, long most, int tallest) {
        return amount == 0 ? 0 : Math.max(2, round((double) amount * tallest / most));
    }

    private static double round(double number) {
        return Math.round(number * 10) / 10.0;
    }

    /** Those in which something happened, the latest first. */
    public List<Span> busy() {
        return spans.stream()
                .filter(span -> span.completed() + span.failed() + span.retried() > 0)
                .toList()
                .reversed();
    }

    public static String time(Instant moment) {
        return TIME.format(moment.atOffset(ZoneOffset.UTC));
    }
}
