package dev.kinora.captions;

import dev.kinora.library.Videos;
import dev.kinora.platform.Db;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said in films, and when: the captions in the language of each, cut into rows. */
public final class Transcripts {
    private final TranscriptStore store;
    private final Videos videos;

    Transcripts(Db db, Videos videos) {
        this.store = new TranscriptStore(db);
        this.videos = videos;
    }

    /** Empty where nobody wrote it down, or it is not the viewer's to see. */
    public Optional<Transcript> find(UUID video) {
        return store.find(video);
    }

    /** In which language it is, without a word of it; empty as {@link #find}. */
    public Optional<String> language(UUID video) {
        return store.language(video);
    }

    /** @param language null or empty for the one it is searched in */
    public Transcript said(UUID video, @Nullable String language) {
        if (language == null || language.isBlank()) {
            return find(video).orElseThrow(CaptionProblem::noTranscript);
        }
        return store.find(video, Captions.tag(language))
                .orElseThrow(() ->
                        find(video).isEmpty() ? CaptionProblem.noTranscript() : CaptionProblem.notFound(language));
    }

    Transcript get(UUID video, @Nullable String language) {
        videos.get(video);
        return said(video, language);
    }
}
