package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What is known of jobs. Everybody sees their own and those of their videos, admins see all; anything else is not there. */
public final class JobRecords {
    private final JobListStore lists;
    private final JobRecordStore store;
    private final JobStoryStore stories;
    private final Clock clock;

    JobRecords(Db db, Clock clock) {
        this.lists = new JobListStore(db);
        this.store = new JobRecordStore(db);
        this.stories = new JobStoryStore(db);
        this.clock = clock;
    }

    /**
     * For admins. Newest first; dead ones by when they failed, scheduled ones by when they are due, ready and gated ones by
     * their place. What is asked for by lane, error or how it ended is looked for among the next hundred thousand.
     */
    public Page<Job> page(JobFilter filter, PageRequest page) {
        return lists.page(filter, page, clock.instant());
    }

    /** The viewer's own and those of their videos, newest first. */
    public Page<Job> mine(JobFilter filter, PageRequest page) {
        return switch (Caller.current().viewer()) {
            case Viewer.User user -> lists.mine(user.id(), filter, page, clock.instant());
            case Viewer.Anonymous _, Viewer.Kinora _ -> new Page<>(List.of(), null);
        };
    }

    public Job one(UUID id) {
        return store.find(id, clock.instant()).orElseThrow(JobProblem::notFound);
    }

    public JobFile file(UUID id) {
        return store.file(id, clock.instant()).orElseThrow(JobProblem::notFound);
    }

    /** From the first on. */
    public Page<JobNote> notes(UUID id, PageRequest page) {
        one(id);
        return stories.notes(id, page);
    }

    /** The last ones, in the order in which they happened. */
    public List<JobNote> latest(UUID id, int most) {
        // What a handler logs is written down a little later than what became of it.
        return stories.latest(id, most).stream()
                .sorted(Comparator.comparing(JobNote::at))
                .toList();
    }

    /** Four levels either way, and a hundred jobs at most. */
    public JobGraph graph(UUID id) {
        one(id);
        return stories.graph(id, clock.instant());
    }
}
