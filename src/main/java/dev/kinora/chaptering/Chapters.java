package dev.kinora.chaptering;

import dev.kinora.jobs.JobFilter;
import dev.kinora.jobs.JobId;
import dev.kinora.jobs.JobRecords;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chapters of films: whoever sees the film sees them, its owner changes them. */
public final class Chapters {
    /** So many a film has at most. */
    public static final int MOST = 500;

    private static final int LONGEST_LIST = 200_000;

    static final BigDecimal FEWEST = new BigDecimal("0.50");
    static final BigDecimal DENSEST = new BigDecimal("2.00");
    /** What is proposed is kept in steps of it. */
    static final BigDecimal STEP = new BigDecimal("0.05");

    private final Db db;
    private final ChapterStore store;
    private final OutlineStore outlines;
    private final Videos videos;
    private final ChapterJobs jobs;
    private final JobRecords records;
    private final ChapterNews news;
    private final Clock clock;

    Chapters(
            Db db,
            ChapterStore store,
            OutlineStore outlines,
            Videos videos,
            ChapterJobs jobs,
            JobRecords records,
            ChapterNews news,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.outlines = outlines;
        this.videos = videos;
        this.jobs = jobs;
        this.records = records;
        this.news = news;
        this.clock = clock;
    }

    /**
     * @param model the language model that took part; null where none did
     * @param summary what the film is about, in its words; null where it said nothing
     */
    public record Proposals(
            BigDecimal density,
            ChapterSource madeFrom,
            @Nullable String model,
            @Nullable String summary,
            @Nullable String remark,
            List<Proposed> chapters) {
        public Proposals {
            chapters = List.copyOf(chapters);
        }
    }

    /**
     * @param start in seconds
     * @param end in seconds
     * @param confidence from 0 to 1
     * @param byModel whether the language model made it; the others are found by the engine
     */
    public record Proposed(BigDecimal start, BigDecimal end, String title, BigDecimal confidence, boolean byModel) {}

    public ChapterList of(UUID video) {
        videos.get(video);
        return store.find(video).orElseThrow(() -> new IllegalStateException("a film that was there is not"));
    }

    /** How far a machine is with them; for the owner of the film, nothing for others. */
    public Generation generation(UUID video) {
        var filter = new JobFilter(null, ChapterJobs.TYPE.name(), null, null, video, null, null);
        return records.mine(filter, PageRequest.first(1)).items().stream()
                .findFirst()
                .map(Generation::of)
                .orElse(Generation.NONE);
    }

    /**
     * In place of those that are there. What a machine made, or proposes, and what is wanted just so, stays its work; everything
     * else is the person's.
     *
     * @param wishes in their order; none for a film without chapters
     * @param version of what they were made of; null to replace whatever there is
     */
    public ChapterList put(UUID video, List<Wish> wishes, @Nullable Instant version) {
        requireOwn(video);
        return db.write(_ -> {
            store.hold(video);
            var duration = videos.get(video).duration();
            if (duration == null) {
                throw ChapterProblem.lengthUnknown();
            }
            requireVersion(video, version);
            var now = clock.instant();
            var rows = new Revision(store.rows(video), () -> outlines.find(video), now)
                    .of(WishRules.checked(wishes, duration), duration);
            store.replace(video, rows);
            store.edited(video, source(video, rows), now);
            return told(video);
        });
    }

    /** No machine makes others in their place. */
    public void remove(UUID video, @Nullable Instant version) {
        requireOwn(video);
        db.write(_ -> {
            store.hold(video);
            requireVersion(video, version);
            store.replace(video, List.of());
            store.edited(video, null, clock.instant());
            return told(video);
        });
    }

    private @Nullable ChapterSource source(UUID video, List<Revision.Row> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        return rows.stream().anyMatch(Revision.Row::isGenerated)
                ? outlines.find(video).map(Outlined::source).orElse(ChapterSource.person)
                : ChapterSource.person;
    }

    /** Chapters, or where a person has written some, proposals for them. */
    public JobId generate(UUID video) {
        if (requireOwn(video).duration() == null) {
            throw ChapterProblem.lengthUnknown();
        }
        return jobs.now(video);
    }

    /** @param density from 0.5 to 2 times as many as usual; taken to the next step */
    public Proposals proposals(UUID video, BigDecimal density) {
        requireOwn(video);
        if (density.compareTo(FEWEST) < 0 || density.compareTo(DENSEST) > 0) {
            throw ChapterProblem.field("density", "The density is from 0.5 to 2, as many times the usual number.");
        }
        var step = density.divide(STEP, 0, RoundingMode.HALF_UP).multiply(STEP);
        var outlined = outlines.find(video).orElseThrow(ChapterProblem::notProposed);
        // One that did not help has no part in them; the remark tells of it.
        var model = outlined.source() == ChapterSource.language_model ? outlined.model() : null;
        var modelled = model == null ? List.<Division.Part>of() : outlined.usual();
        return new Proposals(
                step,
                outlined.source(),
                model == null ? null : model.model(),
                outlined.summary(),
                outlined.remark(),
                offered(Division.at(outlined.divisions(), step)).stream()
                        .map(part -> proposed(part, modelled))
                        .toList());
    }

    private static Proposed proposed(Division.Part part, List<Division.Part> modelled) {
        var byModel = modelled.stream().anyMatch(each -> part.is(each.start(), each.title()));
        return new Proposed(part.start(), part.end(), part.title(), part.confidence(), byModel);
    }

    /** One alone divides nothing. */
    private static List<Division.Part> offered(List<Division.Part> parts) {
        return parts.size() < Renewal.FEWEST ? List.of() : parts;
    }

    /** What somebody pasted; nothing of it is kept. */
    List<ChapterText.Line> parsed(UUID video, String list) {
        var film = requireOwn(video);
        if (list.length() > LONGEST_LIST) {
            throw ChapterProblem.field("list", "A list of chapters has " + LONGEST_LIST + " characters at most.");
        }
        return ChapterText.parse(list, film.duration());
    }

    /** As the system: what a machine proposes is what there is, unless a person has written something. */
    void outlined(UUID video, Outlined outlined) {
        db.write(_ -> {
            store.hold(video);
            outlines.put(video, outlined);
            var before = store.find(video);
            if (before.isEmpty() || before.get().isEdited()) {
                before.ifPresent(_ -> news.proposed(video));
                return null;
            }
            var rows = Renewal.of(store.rows(video), outlined, before.get().duration());
            store.replace(video, rows);
            store.made(video, rows.isEmpty() ? null : outlined.source(), outlined.madeAt());
            return told(video);
        });
    }

    private ChapterList told(UUID video) {
        var list = of(video);
        news.changed(videos.get(video), list);
        return list;
    }

    private void requireVersion(UUID video, @Nullable Instant version) {
        var now = of(video);
        if (version != null && !now.version().equals(version)) {
            throw ChapterProblem.changedMeanwhile(now);
        }
    }

    private Video requireOwn(UUID id) {
        var video = videos.get(id);
        if (!(Caller.current().viewer() instanceof Viewer.User person)
                || !person.id().equals(video.owner().id())) {
            throw ChapterProblem.notYours();
        }
        if (video.isBinned()) {
            throw ChapterProblem.inBin();
        }
        return video;
    }
}
