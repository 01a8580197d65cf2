package dev.kinora.chaptering;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What helps people to write chapters. */
@RestController
@RequestMapping("/api/v1/videos/{id}/chapters")
@Tag(name = "Chapters")
final class ProposalsApi {
    private final Chapters chapters;

    ProposalsApi(Chapters chapters) {
        this.chapters = chapters;
    }

    record Asked(UUID jobId) {}

    /**
     * @param madeFrom transcript, shots or languageModel
     * @param model the language model that took part
     * @param summary what the video is about, in the language model's words
     * @param remark what is to be known of them, such as that the language model did not answer
     */
    record Proposals(
            BigDecimal density,
            @Nullable String madeFrom,
            @Nullable String model,
            @Nullable String summary,
            @Nullable String remark,
            List<Chapters.Proposed> chapters) {}

    record Parsed(List<ChapterText.Line> chapters) {}

    @Needs(ApiScope.write)
    @PostMapping(path = "/generate", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "generateChapters",
            summary = "Have chapters made of what is said, or of shots and silences",
            description =
                    "Where a person has written chapters these stay, and what is made is proposed. The job can be watched"
                            + " and cancelled; while one waits, asking again answers with that one.")
    Asked generate(@PathVariable UUID id) {
        return new Asked(chapters.generate(id).value());
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getChapterProposals",
            summary = "Chapters as Kinora would make them, fewer or more",
            description = "For the owner. density is from 0.5 to 2, as many times the usual number, in steps of 0.05.")
    Proposals proposals(@PathVariable UUID id, @RequestParam(defaultValue = "1") BigDecimal density) {
        var proposals = chapters.proposals(id, density);
        return new Proposals(
                proposals.density(),
                ChapterView.word(proposals.madeFrom()),
                proposals.model(),
                proposals.summary(),
                proposals.remark(),
                proposals.chapters());
    }

    @Needs(ApiScope.read)
    @PostMapping(path = "/parse", consumes = MediaType.TEXT_PLAIN_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "parseChapters",
            summary = "Read a list of times and titles, such as stands below videos elsewhere",
            description =
                    "A chapter a line, in any order: 1:30 Inking, [01:30] Inking, Inking (0:01:30). Where the first begins later than"
                            + " the video, Beginning is put before it. Nothing is kept; what is no chapter is told by its line.")
    Parsed parse(@PathVariable UUID id, @RequestBody(required = false) @Nullable String list) {
        return new Parsed(chapters.parsed(id, list == null ? "" : list));
    }
}
