package dev.kinora.bench.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part. */
public final class Field {
    private Field() {}

    /**
     * Those that run on this machine.
     *
     * @param home the directory of the repository
     */
    public static List<Entrant> entrants(Path home) throws IOException, InterruptedException {
        var entrants = new ArrayList<Entrant>();
        entrants.add(Entrant.java("db-scheduler", DbSchedulerContestant.class, "select count(*) from scheduled_tasks"));
        entrants.addAll(Scripts.entrants(home));
        return entrants;
    }
}
