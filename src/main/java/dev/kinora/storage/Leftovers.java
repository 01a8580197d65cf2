package dev.kinora.storage;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks through the folders of videos that are there for what nothing refers to: films that were replaced, makings that came to
 * nothing, pictures that were never shown, of which whoever should have let go was killed. It waits as {@link Orphans} does, and
 * is found wanted or unwanted once more before it is deleted. Of an edition that plays nothing is taken but what a killed writer
 * left of a file: it has no name that anything could refer to.
 */
final class Leftovers implements JobHandler<Leftovers.Collect> {
    /** Asks a store several times a video, and must not hold up the sweeper. */
    private static final JobType TYPE =
            JobType.of("collect_leftovers").lane(Lanes.NETWORK).priority(9).timeout(Duration.ofDays(2));

    private static final int AT_ONCE = 200;
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern VIDEO = Pattern.compile("videos/" + ID);
    /** What grows beside a file counts as the file. */
    private static final String GROWING = "(?:(?:\\.[A-Za-z0-9-]+)?" + Pattern.quote(MediaKey.GROWING) + ")?";

    /** Whatever else lies there is not touched. */
    private static final Map<String, Pattern> FOLDERS = Map.of(
            "originals/", Pattern.compile("(" + ID + ")" + GROWING),
            "thumbnails/", Pattern.compile("(" + ID + "\\.jpg)" + GROWING),
            "editions/", Pattern.compile("(" + ID + "/)"));

    record Collect() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final DoomedStore database;
    private final Round round;
    private final Duration patience;
    private final Clock clock;

    Leftovers(DoomedStore database, Round round, Duration patience, Clock clock) {
        this.database = database;
        this.round = round;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Collect> payload() {
        return Collect.class;
    }

    @Override
    public Outcome run(JobRun<Collect> job) throws InterruptedException {
        return round.make(job, (store, found) -> lookThrough(store, job, found));
    }

    private void lookThrough(MediaStore store, JobRun<Collect> job, Round.Found found)
            throws IOException, InterruptedException {
        var videos = new ArrayList<String>();
        store.eachOwner(owner -> {
            if (VIDEO.matcher(owner).matches()) {
                videos.add(owner);
            }
        });
        for (var from = 0; from < videos.size(); from += AT_ONCE) {
            var some = videos.subList(from, Math.min(videos.size(), from + AT_ONCE));
            abandonHalves(store, some, job);
            var paths = new LinkedHashSet<String>();
            for (var video : some) {
                job.checkpoint();
                paths.addAll(paths(store, video + "/"));
            }
            for (var each : database.leftOver(store.name(), paths)) {
                job.checkpoint();
                if (store.find(each.source()).isEmpty()) {
                    // A database of an earlier day knows a file that was replaced since: what is here may be all there
                    // is.
                    job.log(each.source() + " is missing in " + store.name() + ": " + each.path() + " is left alone");
                } else if (isYoung(store, each.path())) {
                    found.waits();
                } else {
                    found.doom(store, each.path());
                }
            }
        }
    }

    /** A bucket takes each of these files whole or not at all. */
    private void abandonHalves(MediaStore store, List<String> videos, JobRun<Collect> job)
            throws IOException, InterruptedException {
        if (!store.kind().equals("disk")) {
            return;
        }
        var since = clock.instant().minus(patience);
        for (var folder : database.resting(store.name(), videos, since)) {
            job.checkpoint();
            var halves = halves(store, folder);
            if (halves == 0) {
                continue;
            }
            // Whoever began to write after the database was asked keeps what they have.
            store.abandonBelow(folder, since);
            if (halves(store, folder) < halves) {
                job.log("What a killed writer left of files in " + folder + " in " + store.name() + " is deleted");
            }
        }
    }

    private static long halves(MediaStore store, String edition) throws IOException {
        var names = new ArrayList<String>();
        store.eachName(edition, names::add);
        for (var folder : names.stream().filter(name -> name.endsWith("/")).toList()) {
            store.eachName(edition + folder, names::add);
        }
        return names.stream().filter(name -> name.endsWith(MediaKey.GROWING)).count();
    }

    private static Set<String> paths(MediaStore store, String video) throws IOException {
        var paths = new LinkedHashSet<String>();
        for (var folder : FOLDERS.entrySet()) {
            var prefix = video + folder.getKey();
            store.eachName(prefix, name -> {
                var known = folder.getValue().matcher(name);
                if (known.matches()) {
                    paths.add(prefix + known.group(1));
                }
            });
        }
        return paths;
    }

    /** By its name, which tells when it was begun, and by its files, the last of which may have been written just now. */
    private boolean isYoung(MediaStore store, String path) throws IOException {
        var since = clock.instant().minus(patience);
        if (Orphans.madeAt(path.split("/", 4)[3]).isAfter(since)) {
            return true;
        }
        var written = new ArrayList<Instant>();
        if (path.endsWith("/")) {
            store.each(path, file -> written.add(file.modifiedAt()));
        } else {
            store.find(MediaKey.of(path)).ifPresent(file -> written.add(file.modifiedAt()));
        }
        return written.stream().anyMatch(since::isBefore);
    }
}
