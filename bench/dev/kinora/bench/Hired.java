package dev.kinora.bench;

import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.testing.KinoraProcess;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;

/**
 * A worker of one thread in a process of its own, held to one processor with all that it starts: looking for silence, checking and
 * storing would else take others, and one worker be more than one.
 */
final class Hired {
    private Hired() {}

    /** @param arguments where the owner signs in: address, user, password; where its data is; the number of its processor */
    public static void main(String... arguments) throws InterruptedException, IOException {
        hold(arguments[4]);
        var owner = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        Application.start(
                WebApplicationType.NONE,
                () -> DatabaseAccess.of(owner, Map.of()),
                List.of(
                        "--kinora.platform.data=" + arguments[3],
                        "--kinora.processing.threads=1",
                        "--kinora.jobs.lanes.encode=1"));
        System.out.println("working");
        new CountDownLatch(1).await();
    }

    private static void hold(String processor) throws IOException, InterruptedException {
        var own = Long.toString(ProcessHandle.current().pid());
        var held = new ProcessBuilder("taskset", "-acp", processor, own)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (held.waitFor() != 0) {
            throw new IOException("taskset could not hold this process to processor " + processor);
        }
    }

    /** From the film's last byte until it is ready. */
    static double seconds(Shot shot, int workers) throws Exception {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false");
                var studio = new Studio(kinora)) {
            var owner = kinora.access().owner();
            var hired = new ArrayList<KinoraProcess>();
            try {
                for (var worker = 0; worker < workers; worker++) {
                    hired.add(KinoraProcess.program(
                            Hired.class,
                            owner.url(),
                            owner.user(),
                            owner.password(),
                            kinora.data().toString(),
                            Integer.toString(worker)));
                }
                hired.forEach(each -> each.awaitWords("working"));
                var video = studio.bring(shot.file());
                var began = System.nanoTime();
                studio.await("select status = 'ready' from videos where id = '" + video + "'");
                return (System.nanoTime() - began) / 1e9;
            } finally {
                hired.forEach(KinoraProcess::close);
            }
        }
    }
}
