package dev.kinora.captions;

import dev.kinora.captions.MadeCaptions.Replacing;
import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Problem;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has what is said in a film written down, piece by piece. Begun again it goes on behind what was heard; captions there are once all of it is. */
final class CaptionGeneration implements JobHandler<CaptionWork.Write> {
    private final MadeCaptionStore store;
    private final HeardStore heard;
    private final Speech speech;
    private final Editions editions;
    private final MediaStores stores;
    private final Ffmpeg ffmpeg;
    private final Consumer<UUID> news;

    CaptionGeneration(
            MadeCaptionStore store,
            HeardStore heard,
            Speech speech,
            Editions editions,
            MediaStores stores,
            Ffmpeg ffmpeg,
            Consumer<UUID> news) {
        this.store = store;
        this.heard = heard;
        this.speech = speech;
        this.editions = editions;
        this.stores = stores;
        this.ffmpeg = ffmpeg;
        this.news = news;
    }

    @Override
    public JobType jobType() {
        return CaptionWork.TYPE;
    }

    @Override
    public Class<CaptionWork.Write> payload() {
        return CaptionWork.Write.class;
    }

    /** Somebody deleted them, or wrote something in their place. */
    private static final class Unwanted extends RuntimeException {
        Unwanted() {
            super("nobody wants them any more", null, false, false);
        }
    }

    @Override
    public Outcome run(JobRun<CaptionWork.Write> job) throws IOException, InterruptedException {
        store.beginAgain(job.payload().caption());
        try (var engine = engine()) {
            return written(job, engine, edition(job.payload().video()));
        } catch (Unwanted _) {
            heard.forget(job.payload().caption());
            return Outcome.done();
        } catch (EngineFailed failure) {
            return failed(job, failure);
        } catch (IOException | Problem failure) {
            if (!job.lastAttempt() || job.stopping()) {
                throw failure;
            }
            job.log(String.valueOf(failure.getMessage()));
            return failed(
                    job,
                    EngineFailed.forGood(
                            "sound-unreadable",
                            "The sound of the video could not be read, though it was tried several times.",
                            failure));
        }
    }

    private SpeechEngine engine() throws EngineFailed {
        return speech.open()
                .orElseThrow(() -> EngineFailed.forGood(
                        "captions-not-made-here", "Nothing on this Kinora writes captions any more.", null));
    }

    private Edition edition(UUID video) throws EngineFailed {
        return editions.playing(video).filter(it -> it.sound().isPresent()).orElseThrow(CaptionGeneration::silent);
    }

    private static EngineFailed silent() {
        return EngineFailed.forGood("no-sound", "There is nothing to be heard in this video.", null);
    }

    private Outcome written(JobRun<CaptionWork.Write> job, SpeechEngine engine, Edition edition)
            throws IOException, InterruptedException {
        var wish = job.payload();
        var sound = edition.sound().orElseThrow(CaptionGeneration::silent);
        var track = new SoundTrack(ffmpeg, stores.named(edition.store()), edition, sound);
        var wanted = Optional.of(wish.task()).filter(language -> !language.equals(Languages.UNKNOWN));
        var listening = new Listening(track, engine, wanted);
        var kept = new HeardStore.Wish(wish.caption(), edition.id(), engine.name(), wish.task());
        heard.sofar(kept).forEach(listening::goOnAfter);
        listening.listen(new Listening.Listener() {
            @Override
            public void before(long sample) throws IOException, InterruptedException {
                job.checkpoint();
                if (!store.isWanted(wish.caption())) {
                    throw new Unwanted();
                }
                if (listening.found().isPresent()
                        && !store.hasRoom(
                                wish.video(), wish.caption(), listening.found().get(), replacing(wish))) {
                    throw taken(listening.found().get(), null);
                }
                job.progress((int) (sample * 99 / track.samples()), "Listening");
            }

            @Override
            public void heard(HeardStore.Piece piece) {
                heard.keep(kept, piece);
            }
        });
        var cues = SaidCues.of(listening.said());
        if (cues.isEmpty()) {
            heard.forget(wish.caption());
            throw EngineFailed.forGood("nothing-said", "Nothing is said in this video that could be understood.", null);
        }
        return kept(
                job,
                CaptionWriter.vtt(cues),
                listening.language(),
                Map.of("engine", engine.name(), "captions", cues.size()));
    }

    private Outcome kept(JobRun<CaptionWork.Write> job, String vtt, String language, Map<String, Object> result)
            throws EngineFailed {
        var wish = job.payload();
        try {
            job.complete(result, () -> {
                switch (store.keep(wish.video(), wish.caption(), language, vtt, replacing(wish))) {
                    case KEPT -> {
                        heard.forget(wish.caption());
                        news.accept(wish.video());
                    }
                    case UNWANTED -> throw new Unwanted();
                    case TAKEN -> throw CaptionProblem.taken(language);
                }
            });
        } catch (CaptionProblem problem) {
            throw taken(language, problem);
        }
        return Outcome.done();
    }

    private static Replacing replacing(CaptionWork.Write wish) {
        return wish.replace() ? Replacing.MADE : Replacing.NOTHING;
    }

    private static EngineFailed taken(String language, @Nullable CaptionProblem problem) {
        return EngineFailed.forGood(
                "captions-there",
                "This video is in \u201c" + Languages.named(language)
                        + "\u201d, and there are captions in that language already; those stay.",
                problem);
    }

    private Outcome failed(JobRun<CaptionWork.Write> job, EngineFailed failure) {
        if (failure.isWorthAnotherTry() && !job.lastAttempt()) {
            var doubled = Duration.ofSeconds(10L << Math.min(7, job.attempt()));
            var pause = failure.wish().compareTo(doubled) > 0 ? failure.wish() : doubled;
            return Outcome.retryAfter(pause, failure.code(), failure.sentence());
        }
        store.failed(job.payload().caption());
        news.accept(job.payload().video());
        return Outcome.failed(failure.code(), failure.sentence());
    }
}
