package dev.kinora.captions;

import dev.kinora.library.Videos;
import dev.kinora.platform.Db;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

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

    static String text(List<Transcript.Segment> segments) {
        return Paragraphs.of(segments).stream()
                .map(Transcript.Paragraph::text)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }
}
