package dev.kinora.search;

import dev.kinora.http.Open;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
@RequestMapping(path = "/api/v1/search", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Search", description = "Finding videos and people")
final class SearchApi {
    private final Searches searches;

    SearchApi(Searches searches) {
        this.searches = searches;
    }

    /** @param parts the text cut into pieces, those that match marked; they are text, not markup */
    record Text(String text, List<Marked.Piece> parts) {
        static Text of(Marked marked) {
            return new Text(marked.text(), marked.pieces());
        }
    }

    @Schema(name = "SpokenMoment")
    record Moment(BigDecimal startSeconds, Text text) {}

    record FoundVideo(
            UUID id,
            String uid,
            String url,
            Text title,
            Text description,
            Hit.Channel channel,
            @Nullable BigDecimal durationSeconds,
            @Nullable String thumbnailUrl,
            @Nullable Instant publishedAt,
            long views,
            @Nullable Moment said,
            List<Text> tags) {
        static FoundVideo of(Hit hit) {
            var said = hit.said();
            var length = hit.duration();
            return new FoundVideo(
                    hit.id(),
                    hit.uid(),
                    hit.path(),
                    Text.of(hit.title()),
                    Text.of(hit.description()),
                    hit.channel(),
                    length == null ? null : BigDecimal.valueOf(length.toMillis(), 3),
                    hit.thumbnail(),
                    hit.publishedAt(),
                    hit.views(),
                    said == null ? null : new Moment(said.at(), Text.of(said.text())),
                    hit.tags().stream().map(Text::of).toList());
        }
    }

    /**
     * @param shownFor the words these were found by, where nothing has those that were sent
     * @param didYouMean other words that more may have
     */
    record SearchResult(
            List<FoundVideo> items,
            @Nullable String next,
            List<Hit.Channel> people,
            @Nullable String shownFor,
            @Nullable String didYouMean) {}

    record Suggestions(List<Suggestion> items) {}

    @GetMapping
    @Operation(
            operationId = "search",
            summary = "Videos by words, best first",
            description =
                    "In titles, descriptions, tags, names and what is said; only what you may see. \"a phrase\", -without and"
                            + " or work. Pages that follow do not change while videos are added: the cursor belongs to the search"
                            + " it began with. since and until are days or moments: published on the day since or later, on the day"
                            + " until or earlier; a moment until is not included. tag is a tag or hashtag, person a username,"
                            + " durations are seconds.")
    SearchResult search(
            PageRequest page,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String minDuration,
            @RequestParam(required = false) @Nullable String maxDuration,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String captions) {
        var filter = Filters.of(language, minDuration, maxDuration, since, until, person, tag, captions);
        var found = searches.find(Wish.of(q, filter), page);
        Page<FoundVideo> videos = found.videos().map(FoundVideo::of);
        return new SearchResult(videos.items(), videos.next(), found.people(), found.shownFor(), found.didYouMean());
    }

    @GetMapping("/suggestions")
    @Operation(
            operationId = "suggest",
            summary = "What may be meant by what is typed so far",
            description = "At most eight words, people and titles, of what everybody may see.")
    Suggestions suggest(@RequestParam(required = false) @Nullable String q) {
        return new Suggestions(searches.suggestions(q));
    }
}
