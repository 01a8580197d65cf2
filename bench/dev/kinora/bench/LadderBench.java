package dev.kinora.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.testing.RunningKinora;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Films through a whole Kinora against bare ffmpeg with the same outputs and settings. */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the processor time of a film's whole ladder against one ffmpeg command with the same outputs, and against one for each rung;",
            "how soon the film can be played, and what is stored beside it."
        })
public final class LadderBench implements Callable<Integer> {
    private static final int LONG = 600;

    @Option(names = "--seconds", defaultValue = "60", description = "Length of the films. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--long", description = "Films of ten minutes.")
    private boolean isLong;

    @Option(names = "--film", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Shot.Scene> scenes = List.of(Shot.Scene.values());

    @Option(
            names = "--only",
            description =
                    "Only films that must be encoded, or only those that can be copied: ${COMPLETION-CANDIDATES}.")
    private List<Shot.Kind> kinds = List.of(Shot.Kind.values());

    @Option(names = "--workers", description = "Two workers of one thread each against one, instead.")
    private boolean workers;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new LadderBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (seconds < 5) {
            System.err.println("--seconds is 5 at least.");
            return 2;
        }
        var shots = new ArrayList<Shot>();
        for (var scene : scenes) {
            for (var kind : kinds) {
                shots.add(Shot.made(scene, kind, isLong ? LONG : seconds));
            }
        }
        if (workers) {
            for (var shot : shots) {
                twoAgainstOne(shot);
            }
            return 0;
        }
        try (var kinora = RunningKinora.start("--kinora.processing.threads=2");
                var studio = new Studio(kinora)) {
            studio.show(Shot.made(Shot.Scene.SCREEN, Shot.Kind.ENCODED, 5));
            heading();
            for (var shot : shots) {
                measure(studio, shot);
            }
        }
        return 0;
    }

    private static void heading() {
        System.out.printf(
                "%-18s%10s%10s%10s%10s%10s%10s%12s%12s%10s%12s%n",
                "film",
                "Kinora",
                "of it JVM",
                "one, CPU",
                "each, CPU",
                "to one",
                "to each",
                "playable, s",
                "ready, s",
                "stored/src",
                "with src");
    }

    private static void measure(Studio studio, Shot shot) throws Exception {
        var shown = studio.show(shot);
        var bare = new BareLadder(shot, shown.plan());
        var one = bare.one();
        var each = bare.each();
        System.out.printf(
                Locale.ROOT,
                "%-18s%10.1f%10.1f%10.1f%10.1f%10.2f%10.2f%12.1f%12.1f%10.2f%12.2f%n",
                shot,
                shown.processor(),
                shown.ofJava(),
                one,
                each,
                shown.processor() / one,
                shown.processor() / each,
                shown.playable(),
                shown.ready(),
                (double) shown.stored() / shot.bytes(),
                (double) shown.stored() / shot.bytes() + 1);
    }

    private static void twoAgainstOne(Shot shot) throws Exception {
        var one = Hired.seconds(shot, 1);
        var two = Hired.seconds(shot, 2);
        System.out.printf(
                Locale.ROOT,
                "%s: one worker of one thread %.1f s, two %.1f s: %.2f times as fast%n",
                shot,
                one,
                two,
                one / two);
    }
}
