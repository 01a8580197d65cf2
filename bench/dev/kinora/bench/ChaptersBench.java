package dev.kinora.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.kinora.outlining.Chapterer;
import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Speech;
import dev.kinora.outlining.Unit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chapters of talks that people have chaptered, beside the bounds; and what two hours of talk cost. */
@Command(
        name = "chapters",
        mixinStandardHelpOptions = true,
        description = "Chapters documents of known chapters and lets segeval.py compare them.")
public final class ChaptersBench implements Callable<Integer> {
    private static final double TWO_HOURS = 7200;

    /** What docs/chapters.md asks for: Pk at most, F1 at 15 s at least. */
    private static final Map<String, double[]> BOUNDS = Map.of(
            "yt_3b1b", new double[] {0.29, 0.50},
            "yt_lectures", new double[] {0.35, 0.44},
            "tinyrec", new double[] {0.36, 0.38},
            "podcasts_btc", new double[] {0.35, 0.42},
            "choi", new double[] {0.095, Double.NaN});

    @Parameters(paramLabel = "DIR", description = "Folders of documents as segeval.py reads them, one a set.")
    private Path folder;

    @Option(names = "--segeval", description = "The program that compares; else DIR/../../tools/segeval.py.")
    private @Nullable Path segeval;

    private final Chapterer chapterer = new Chapterer();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaptersBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.printf("The JVM took %.2f s of CPU to start; that is not counted below.%n", cpu() / 1e9);
        var documents = ChapteredDocument.all(folder);
        cost(documents);
        var work = Files.createTempDirectory("kinora-bench");
        try {
            var compared = new Segeval(segeval != null ? segeval : folder.resolve("../../tools/segeval.py"), folder);
            boundaries(compared.run(write(documents, work.resolve("found"), chapterer::chapters)));
            titles(compared.run(
                    write(documents.stream().filter(ChapteredDocument::titled).toList(), work.resolve("given"), null)));
            confidence(documents);
        } finally {
            FileSystemUtils.deleteRecursively(work);
        }
        return 0;
    }

    private interface Finder {
        List<Proposal> find(Speech speech);
    }

    private Path write(List<ChapteredDocument> documents, Path to, @Nullable Finder finder) throws IOException {
        for (var document : documents) {
            var chapters = finder != null
                    ? finder.find(document.speech())
                    : chapterer.titled(document.speech(), document.boundaries());
            document.write(to, chapters);
        }
        return to;
    }

    private static void boundaries(Map<String, Map<String, Double>> sets) {
        System.out.printf("%n%-26s %5s %14s %16s %7s %7s%n", "", "docs", "Pk", "F1 at 15 s", "F1 at 1", "#h/#r");
        new TreeMap<>(sets)
                .forEach((set, values) -> System.out.printf(
                        "%-26s %5.0f %14s %16s %7.3f %7.2f%n",
                        set,
                        values.getOrDefault("docs", 0.0),
                        beside(values.get("Pk"), BOUNDS.containsKey(set) ? BOUNDS.get(set)[0] : Double.NaN, "<="),
                        beside(values.get("F1@15s"), BOUNDS.containsKey(set) ? BOUNDS.get(set)[1] : Double.NaN, ">="),
                        values.getOrDefault("F1@1", Double.NaN),
                        values.getOrDefault("#h/#r", Double.NaN)));
    }

    private static String beside(@Nullable Double value, double bound, String sign) {
        if (value == null || value.isNaN()) {
            return "-";
        }
        return String.format("%.3f", value) + (Double.isNaN(bound) ? "" : String.format(" (%s %.3f)", sign, bound));
    }

    private static void titles(Map<String, Map<String, Double>> sets) {
        System.out.printf(
                "%nTitles at the boundaries that people have set%n%-26s %8s %8s %8s%n", "", "ROUGE-L", "words", "hit");
        new TreeMap<>(sets)
                .forEach((set, values) -> System.out.printf(
                        "%-26s %8.3f %8.3f %8.3f%n",
                        set,
                        values.getOrDefault("RL", Double.NaN),
                        values.getOrDefault("TF", Double.NaN),
                        values.getOrDefault("HIT", Double.NaN)));
    }

    private record Judged(double confidence, boolean right) {}

    /** How often the surest third of all boundaries is right, and the least sure one; within 15 s. */
    private void confidence(List<ChapteredDocument> documents) {
        var judged = new ArrayList<Judged>();
        for (var document : documents) {
            if (!document.starts().isEmpty()) {
                chapterer.chapters(document.speech()).stream()
                        .skip(1)
                        .forEach(chapter -> judged.add(new Judged(
                                chapter.confidence(),
                                document.starts().stream()
                                        .skip(1)
                                        .anyMatch(at -> Math.abs(at - chapter.start()) <= 15))));
            }
        }
        judged.sort(Comparator.comparingDouble(Judged::confidence).reversed());
        int third = judged.size() / 3;
        double top = share(judged.subList(0, third));
        double bottom = share(judged.subList(judged.size() - third, judged.size()));
        System.out.printf(
                "%nRight within 15 s: %.2f of the surest third, %.2f of the least sure: %.2f times (>= 1.7)%n",
                top, bottom, top / bottom);
        System.out.printf(
                "Mean confidence %.2f; right %.2f%n",
                judged.stream().mapToDouble(Judged::confidence).average().orElse(Double.NaN), share(judged));
    }

    private static double share(List<Judged> judged) {
        return judged.stream().filter(Judged::right).count() / (double) Math.max(1, judged.size());
    }

    /** Of the whole process, the compiler's and the collector's threads among it. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** First of all, when nothing is warm: so it is on the command line and after a start. */
    private void cost(List<ChapteredDocument> documents) {
        var units = new ArrayList<Unit>();
        double end = 0;
        for (var document : documents) {
            if (!document.starts().isEmpty() && end < TWO_HOURS) {
                double offset = end;
                for (var unit : document.speech().units()) {
                    units.add(new Unit(unit.text(), offset + unit.start(), offset + unit.end()));
                }
                end = units.getLast().end();
            }
        }
        units.removeIf(unit -> unit.end() > TWO_HOURS);
        long before = cpu();
        int chapters = chapterer.chapters(Speech.of(units)).size();
        long cold = cpu() - before;
        before = cpu();
        chapterer.chapters(Speech.of(units));
        long warm = cpu() - before;
        System.out.printf(
                "Two hours of talk (%d units, %d chapters): %.2f s of CPU in a cold process (<= 2), %.2f s in a warm one%n",
                units.size(), chapters, cold / 1e9, warm / 1e9);
    }
}
