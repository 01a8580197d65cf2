package dev.kinora.chaptering;

import dev.kinora.captions.Transcript;
import dev.kinora.captions.Transcripts;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Hearing;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes chapters of what is said in a film, or where nothing is written down, of its shots and silences. */
final class ChapterGeneration implements JobHandler<ChapterJobs.Generate> {
    private final Chapters chapters;
    private final ChapterStore store;
    private final OutlineStore outlines;
    private final Transcripts transcripts;
    private final Editions editions;
    private final Refinement refinement;
    private final Clock clock;

    ChapterGeneration(
            Chapters chapters,
            ChapterStore store,
            OutlineStore outlines,
            Transcripts transcripts,
            Editions editions,
            Refinement refinement,
            Clock clock) {
        this.chapters = chapters;
        this.store = store;
        this.outlines = outlines;
        this.transcripts = transcripts;
        this.editions = editions;
        this.refinement = refinement;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return ChapterJobs.TYPE;
    }

    @Override
    public Class<ChapterJobs.Generate> payload() {
        return ChapterJobs.Generate.class;
    }

    @Override
    public Outcome run(JobRun<ChapterJobs.Generate> job) throws InterruptedException {
        var video = job.payload().video();
        var duration = store.subject(video).map(ChapterStore.Subject::duration);
        if (duration.isEmpty()) {
            return Outcome.done();
        }
        job.progress(5, "Reading what is said");
        // In this order: what is written meanwhile has a job of its own, and no older words under a newer version.
        var words = outlines.words(video);
        var speech = transcripts.find(video).map(Transcript::segments).orElse(List.of());
        var edition = editions.playingId(video);
        var material = new Divider.Material(
                duration.get(), speech, edition.map(editions::cuts).orElse(List.of()), silences(edition));
        job.checkpoint();
        job.progress(20, material.isSpoken() ? "Finding where topics change" : "Looking at shots and silences");
        var began = System.nanoTime();
        var outline = Divider.outline(material);
        var divisions = Divider.divide(material, outline);
        job.checkpoint();
        if (refinement.isPossible(material)) {
            job.progress(40, "Asking the language model");
        }
        var refined = refinement.of(material, outline, divisions);
        var model = refined.model();
        if (model != null) {
            // What it took is known to the operator whatever becomes of the chapters.
            job.log(model.bill());
        }
        job.checkpoint();
        job.progress(90, "Writing the chapters");
        var outlined = new Outlined(
                refined.source(),
                material.isSpoken() ? words.orElse(null) : null,
                duration.get(),
                refined.divisions(),
                model,
                refined.summary(),
                refined.remark(),
                Duration.ofNanos(System.nanoTime() - began),
                clock.instant());
        job.complete(Map.of("proposed", outlined.usual().size()), () -> chapters.outlined(video, outlined));
        return Outcome.done();
    }

    private List<Hearing.Silence> silences(Optional<UUID> edition) {
        return edition.flatMap(editions::hearing).map(Hearing::silences).orElse(List.of());
    }
}
