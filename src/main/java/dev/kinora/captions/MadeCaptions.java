package dev.kinora.captions;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobFilter;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobRecords;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.NewJob;
import dev.kinora.library.Video;
import dev.kinora.platform.Db;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.VideoStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Captions that a machine writes, where the operator named one: asked for by a film's owner, or made of every new film. */
public final class MadeCaptions {
    /** For a language that is to be found out. */
    public static final String ANY_LANGUAGE = "auto";

    private static final int LOOKED_AT = 50;

    private final MadeCaptionStore store;
    private final CaptionStore rows;
    private final Captions captions;
    private final Speech speech;
    private final Editions editions;
    private final Jobs jobs;
    private final JobRecords records;
    private final Db db;
    private final Consumer<UUID> news;

    MadeCaptions(
            Db db,
            CaptionStore rows,
            Speech speech,
            Captions captions,
            Editions editions,
            Jobs jobs,
            JobRecords records,
            Consumer<UUID> news) {
        this.store = new MadeCaptionStore(db, rows);
        this.rows = rows;
        this.captions = captions;
        this.speech = speech;
        this.editions = editions;
        this.jobs = jobs;
        this.records = records;
        this.db = db;
        this.news = news;
    }

    /** Whether the operator named anything that writes them. */
    public boolean isPossible() {
        return speech.isThere();
    }

    /** Whether there is anything to be heard, once the film is ready. */
    public boolean isAudible(Video video) {
        return video.status() == VideoStatus.ready
                && editions.playing(video.id()).flatMap(Edition::sound).isPresent();
    }

    /**
     * The last job for each language of a film of the viewer's, {@link Languages#UNKNOWN} for one that is found out; those that an operator has
     * cleared away are not there.
     */
    public Map<String, Job> jobs(UUID video) {
        var filter = new JobFilter(null, CaptionWork.TYPE.name(), null, null, video, null, null);
        return records.mine(filter, PageRequest.first(LOOKED_AT)).items().stream()
                .filter(job -> job.task() != null)
                .collect(Collectors.toMap(
                        job -> String.valueOf(job.task()), Function.identity(), (newest, _) -> newest));
    }

    /** What becomes of captions that a machine wrote before; what people wrote stays in any case. */
    public enum Replacing {
        NOTHING,
        MADE
    }

    /** @param job that writes them */
    public record Asked(Caption caption, UUID job) {}

    /**
     * Has them written; where that is under way already it goes on.
     *
     * @param language as in BCP 47, or {@link #ANY_LANGUAGE}
     */
    public Asked ask(UUID id, String language, Replacing replacing) {
        var video = captions.requireOwn(id);
        if (!isPossible()) {
            throw CaptionProblem.noEngine();
        }
        requireAudible(video);
        var tag = language.equals(ANY_LANGUAGE) ? Languages.UNKNOWN : Captions.tag(language);
        return db.write(_ -> {
            rows.hold(id);
            var before = rows.find(id, tag);
            var job = underWay(id, tag);
            if (before.isEmpty() || !before.get().generated() || job.isEmpty()) {
                before.ifPresent(there -> requireReplaceable(there, replacing));
                return begun(video.owner().id(), id, tag, before, replacing);
            }
            return new Asked(before.get(), job.get());
        });
    }

    private void requireAudible(Video video) {
        if (video.status() != VideoStatus.ready) {
            throw CaptionProblem.notReady();
        }
        if (!isAudible(video)) {
            throw CaptionProblem.noSound();
        }
    }

    private Optional<UUID> underWay(UUID video, String tag) {
        return Optional.ofNullable(jobs(video).get(tag))
                .filter(job -> !job.isEnded())
                .map(Job::id);
    }

    /** Those in which nothing is said stand in nobody's way. */
    private void requireReplaceable(Caption there, Replacing replacing) {
        if (!rows.hasCues(there.video(), there.language())) {
            return;
        }
        if (!there.generated()) {
            throw there.language().equals(Languages.UNKNOWN)
                    ? CaptionProblem.unnamed()
                    : CaptionProblem.byPerson(there.language());
        }
        if (replacing == Replacing.NOTHING) {
            throw CaptionProblem.madeAlready(there.language());
        }
    }

    private Asked begun(UUID owner, UUID video, String tag, Optional<Caption> before, Replacing replacing) {
        if (before.isEmpty()) {
            if (rows.of(video).size() >= Captions.MOST_LANGUAGES) {
                throw CaptionProblem.tooMany();
            }
            store.begin(video, tag);
        } else if (before.get().generated()) {
            store.beginAgain(before.get().id());
        } else {
            store.beginInPlace(before.get());
        }
        var caption = rows.find(video, tag).orElseThrow();
        var job = enqueue(owner, caption, replacing);
        news.accept(video);
        return new Asked(caption, job);
    }

    private UUID enqueue(UUID owner, Caption caption, Replacing replacing) {
        var options = JobOptions.none().user(owner).video(caption.video());
        var write = NewJob.of(
                new CaptionWork.Write(caption.video(), caption.id(), caption.language(), replacing == Replacing.MADE),
                // Whoever has a hundred films listened to does not keep the others waiting for all of them.
                options.gate("captions of " + owner, 1));
        // Cancelled, or begun too often by workers that were lost: then nobody else would say that nothing comes.
        var end = NewJob.of(
                new CaptionWork.End(caption.video(), caption.id()),
                options.after(List.of(write.id()), ParentFailure.continue_));
        jobs.enqueueAll(List.of(write, end));
        return write.id().value();
    }

    /** As the system, in the transaction in which a film gets another file: what a machine heard in the old one is not said in it. */
    public void forget(UUID video) {
        store.forget(video);
    }

    /**
     * As the system, in the transaction in which a film becomes ready for the first time, or with another file: where the operator wants it
     * so, has captions written of one that has none.
     */
    public void unasked(UUID video) {
        if (speech.isUnasked()) {
            rows.hold(video);
            store.wordless(video)
                    .ifPresent(film -> begun(
                            film.owner(),
                            video,
                            film.language(),
                            rows.find(video, film.language()),
                            Replacing.NOTHING));
        }
    }
}
