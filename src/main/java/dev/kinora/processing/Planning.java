package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Making;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.NewJob;
import dev.kinora.jobs.Outcome;
import dev.kinora.library.Processed;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Decides what is to be made of a film, and queues its pieces, its sound and its end together. */
final class Planning implements JobHandler<Work.PlanFilm> {
    /** The first pieces come before others' later ones, so that every film can soon be played. */
    private static final int SOON = 2;

    private static final int FIRST_PIECES = 2;

    private final Processed processed;
    private final Editions editions;
    private final Jobs jobs;
    private final Planner planner;
    private final Lengths lengths;
    private final Copying copying;
    private final WishStore wishes;
    private final MediaStores stores;
    private final JsonMapper json;

    Planning(
            Processed processed,
            Editions editions,
            Jobs jobs,
            Planner planner,
            Lengths lengths,
            Copying copying,
            WishStore wishes,
            MediaStores stores,
            JsonMapper json) {
        this.copying = copying;
        this.wishes = wishes;
        this.stores = stores;
        this.processed = processed;
        this.editions = editions;
        this.jobs = jobs;
        this.planner = planner;
        this.lengths = lengths;
        this.json = json;
    }

    @Override
    public JobType jobType() {
        return Work.PLAN;
    }

    @Override
    public Class<Work.PlanFilm> payload() {
        return Work.PlanFilm.class;
    }

    @Override
    public Outcome run(JobRun<Work.PlanFilm> job) throws Exception {
        plan(job, job.payload().video(), () -> true);
        return Outcome.done();
    }

    /**
     * Completes the job with it.
     *
     * @param wanted whether it is to be begun after all, asked in the transaction that does so
     */
    void plan(JobRun<?> job, UUID video, BooleanSupplier wanted) throws Exception {
        var source = processed.source(video);
        if (source.isEmpty()) {
            return;
        }
        var seconds = lengths.of(source.get());
        var asked = wishes.wanted(video);
        var probe = json.readTree(source.get().probe());
        var planned = planner.plan(probe, seconds).with(asked.evenLoudness(), asked.mark());
        var plan = copying.where(planned, probe, source.get());
        job.complete(() -> {
            if (wanted.getAsBoolean()) {
                begin(video, source.get(), plan, asked.picture());
            }
        });
    }

    private void begin(UUID video, Processed.Source source, Plan plan, byte @Nullable [] mark) {
        var rungs = new ArrayList<Making.Rung>();
        var picture = plan.picture();
        if (picture != null) {
            picture.rungs()
                    .forEach(rung -> rungs.add(new Making.Rung(
                            rung.name(),
                            rung.width(),
                            rung.height(),
                            "avc1.640028",
                            rung.bandwidth(),
                            picture.timescale())));
        }
        var sound = plan.sound();
        if (sound != null) {
            rungs.add(new Making.Rung(
                    SoundEncoder.NAME, null, null, SoundEncoder.codec(), sound.bandwidth(), sound.samplesPerSecond()));
        }
        var edition = editions.begin(new Making(
                video,
                source.key(),
                picture == null ? 0 : picture.pieces().size(),
                json.writeValueAsString(plan),
                picture == null ? "" : picture.rate().toString(),
                picture == null ? "" : picture.copied().map(Plan.Rung::name).orElse(""),
                picture == null ? 0 : (int) Math.round(picture.longestSegment()),
                rungs));
        if (mark != null) {
            keep(mark, stores.named(source.store()), new EditionKeys(video, edition));
        }
        processed.begun(video);
        jobs.enqueueAll(work(video, edition, source.owner(), plan));
    }

    /** With the edition, so that all of its pieces show the same, whatever becomes of the owner's. */
    private static void keep(byte[] mark, MediaStore store, EditionKeys keys) {
        try {
            store.write(keys.mark(), new ByteArrayInputStream(mark));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArrayList<NewJob> work(UUID video, UUID edition, UUID owner, Plan plan) {
        var options = JobOptions.none().video(video).user(owner);
        var work = new ArrayList<NewJob>();
        var picture = plan.picture();
        for (var piece = 0; picture != null && piece < picture.pieces().size(); piece++) {
            work.add(NewJob.of(
                    new Work.EncodePiece(video, edition, piece),
                    piece < FIRST_PIECES ? options.priority(SOON) : options));
        }
        if (picture != null && picture.copied().isPresent()) {
            work.add(NewJob.of(new Work.CopyPicture(video, edition), options));
        }
        if (plan.sound() != null) {
            work.add(NewJob.of(new Work.EncodeSound(video, edition), options));
        }
        var before = work.stream().map(NewJob::id).toList();
        var finish = NewJob.of(new Work.Finish(video, edition), options.after(before, ParentFailure.continue_));
        work.add(finish);
        work.add(NewJob.of(
                new Work.Settle(video, null, edition),
                JobOptions.none().video(video).after(List.of(finish.id()), ParentFailure.continue_)));
        return work;
    }
}
