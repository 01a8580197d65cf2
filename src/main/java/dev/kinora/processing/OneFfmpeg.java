package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.Outcome;
import dev.kinora.media.Ffmpeg;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pieces of a film are encoded with one version of ffmpeg: what decoders need first is written once for all of them. Whoever
 * has another one leaves them to those who have it, or begins the film anew where nobody has it any more.
 */
final class OneFfmpeg {
    private static final Logger LOG = LoggerFactory.getLogger(OneFfmpeg.class);
    private static final String FFMPEG = "ffmpeg";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Ffmpeg ffmpeg;
    private final Editions editions;
    private final Planning planning;
    private final Duration aside;

    /** @param aside so long who cannot help keeps the place in which they would only take pieces away from who can */
    OneFfmpeg(Ffmpeg ffmpeg, Editions editions, Planning planning, Duration aside) {
        this.ffmpeg = ffmpeg;
        this.editions = editions;
        this.planning = planning;
        this.aside = aside;
    }

    /** Empty where this machine is to encode the piece. */
    Optional<Outcome> refusal(JobRun<Work.EncodePiece> job) throws Exception {
        var work = job.payload();
        var own = ffmpeg.version();
        job.worksWith(FFMPEG, own);
        var begun = editions.encodedWith(work.edition(), own);
        if (begun.isEmpty()) {
            return Optional.of(Outcome.done());
        }
        return begun.get().equals(own) ? Optional.empty() : Optional.of(refused(job, begun.get(), own));
    }

    private Outcome refused(JobRun<Work.EncodePiece> job, String begun, String own) throws Exception {
        var work = job.payload();
        var differ = "The film was begun with ffmpeg " + begun + ", and this machine has " + own + ". ";
        if (job.othersWorkWith(FFMPEG, begun)) {
            LOG.warn("{}Its pieces are left to machines that have the former; give all of them the same.", differ);
            Thread.sleep(aside);
            return Outcome.leftToOthers(
                    SOON,
                    "other-ffmpeg",
                    differ + "Its pieces are left to machines that have the former: all that encode for one Kinora need"
                            + " the same ffmpeg.");
        }
        job.log(differ + "No machine that is at work has the former: the film is begun anew.");
        // Of several pieces that find this out at once one does it.
        planning.plan(
                job,
                work.video(),
                () -> editions.encodedWith(work.edition(), own).isPresent());
        return Outcome.done();
    }
}
