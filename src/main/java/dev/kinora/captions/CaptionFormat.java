package dev.kinora.captions;

import dev.kinora.http.FileNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file that captions can be had as, called by what its name ends in. */
enum CaptionFormat {
    vtt("text", "vtt", CaptionWriter::vtt),
    srt("application", "x-subrip", CaptionWriter::subRip),
    /** To be read, in paragraphs. */
    txt("text", "plain", CaptionFormat::paragraphs);

    /** As a part of an address. */
    static final String ANY = "/{format}";

    private final MediaType type;
    private final Function<List<Cue>, String> writer;

    CaptionFormat(String type, String subtype, Function<List<Cue>, String> writer) {
        this.type = new MediaType(type, subtype, StandardCharsets.UTF_8);
        this.writer = writer;
    }

    private static String paragraphs(List<Cue> cues) {
        var segments = cues.stream()
                .map(cue -> new Transcript.Segment(cue.start() / 1000.0, cue.end() / 1000.0, cue.words()))
                .toList();
        return Paragraphs.of(segments).stream()
                .map(Transcript.Paragraph::text)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** Called as the film is, with the language in between: players find what is called so beside a film. */
    ResponseEntity<byte[]> download(String title, String language, List<Cue> cues) {
        var ending = "." + Languages.tag(language).orElse(language) + "." + name();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, FileNames.attachment(title, ending, "captions"))
                .body(writer.apply(cues).getBytes(StandardCharsets.UTF_8));
    }
}
