package dev.kinora.captions;

import dev.kinora.library.Videos;
import dev.kinora.platform.Db;
import java.util.Optional;
import java.util.UUID;

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

    Transcript get(UUID video) {
        videos.get(video);
        return find(video).orElseThrow(CaptionProblem::noTranscript);
    }
}
