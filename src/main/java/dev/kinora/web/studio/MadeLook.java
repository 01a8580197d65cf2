package dev.kinora.web.studio;

import dev.kinora.captions.Caption;
import dev.kinora.captions.Languages;
import dev.kinora.captions.MadeCaptions;
import dev.kinora.jobs.Job;
import dev.kinora.library.Video;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a machine is with the captions of a video.
 *
 * @param jobs by language
 */
public record MadeLook(boolean isPossible, boolean isAudible, Map<String, Job> jobs) {
    private static final String UNKNOWN =
            "Nothing came of it: it was cancelled, or whatever listened was lost again and again. Try it again.";

    static MadeLook of(MadeCaptions captions, Video video) {
        return new MadeLook(captions.isPossible(), captions.isAudible(video), captions.jobs(video.id()));
    }

    public boolean isUnderWay() {
        return jobs.values().stream().anyMatch(job -> !job.isEnded());
    }

    public @Nullable Job underWay(Caption caption) {
        var job = jobs.get(caption.language());
        return job == null || job.isEnded() || !caption.generated() ? null : job;
    }

    public String why(Caption caption) {
        var job = jobs.get(caption.language());
        return job == null || job.errorCode() == null ? UNKNOWN : Objects.requireNonNullElse(job.sentence(), UNKNOWN);
    }

    /** What to ask for to try it once more. */
    public static String heard(Caption caption) {
        return caption.language().equals(Languages.UNKNOWN) ? MadeCaptions.ANY_LANGUAGE : caption.language();
    }
}
