package dev.kinora.web.admin;

import dev.kinora.identity.Census;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bar a day from zero on; one unit of width is a thirtieth of the picture. */
public record SignUpChart(List<Census.Day> days) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 120;

    private static final int GAP = 4;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** @param most whether it is the first of the highest, which carries its number */
    public record Bar(int x, int y, int width, int height, long people, boolean most) {}

    public long most() {
        return days.stream().mapToLong(Census.Day::people).max().orElse(0);
    }

    public List<Bar> bars() {
        var bars = new ArrayList<Bar>();
        var most = most();
        var labelled = false;
        var step = WIDTH / Math.max(1, days.size());
        for (int i = 0; i < days.size(); i++) {
            var people = days.get(i).people();
            var height = most == 0 ? 0 : (int) Math.ceilDiv(people * (HEIGHT - 20), most);
            var top = people > 0 && people == most && !labelled;
            labelled |= top;
            bars.add(new Bar(i * step, HEIGHT - height, step - GAP, height, people, top));
        }
        return bars;
    }

    public static String day(LocalDate date) {
        return DAY.format(date);
    }
}
