package dev.kinora.chaptering;

import dev.kinora.outbound.EndpointFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a language model said of a window, read strictly. It has read what people said in a film, who may have told it things: an
 * answer that has one place that cannot be right is believed in no part.
 */
record ModelAnswer(List<Begin> begins, Optional<String> summary) {
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_SUMMARY = 2_000;
    private static final int SPARE = 3;
    private static final Pattern FENCE = Pattern.compile("```(?:json)?[ \\t]*\\n(.*)\\n[ \\t]*```", Pattern.DOTALL);
    /** Signs that nobody sees or that turn the others round, addresses, links. Titles are written as text wherever they stand. */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]|https?://|www\\.|\\]\\(");

    private static final Pattern LINES = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");

    ModelAnswer {
        begins = List.copyOf(begins);
    }

    /** @param unit with which a chapter begins */
    record Begin(int unit, String title) {}

    /**
     * @param completion the server's whole answer
     * @param wanted about how many chapters there should be in the window
     */
    static ModelAnswer read(JsonNode completion, Windows.Window window, int wanted) throws EndpointFailed {
        var choice = completion.path("choices").path(0);
        if (!choice.path("finish_reason").asString("stop").equals("stop")) {
            throw EndpointFailed.malformed("Its answer was not brought to an end.");
        }
        var content = choice.path("message").path("content");
        if (!content.isString()) {
            throw EndpointFailed.malformed("It answered nothing.");
        }
        var answer = json(content.asString());
        var chapters = answer.path("chapters");
        if (!chapters.isArray() || chapters.size() > 2 * wanted + SPARE) {
            throw EndpointFailed.malformed("Its answer has no list of chapters, or one that is far too long.");
        }
        var begins = new ArrayList<Begin>();
        for (var chapter : chapters) {
            begins.add(begin(
                    chapter, window, begins.isEmpty() ? -1 : begins.getLast().unit()));
        }
        if (window.from() == 0 && (begins.isEmpty() || begins.getFirst().unit() != 0)) {
            throw EndpointFailed.malformed("Its first chapter does not begin with the film.");
        }
        return new ModelAnswer(begins, summary(answer.path("summary")));
    }

    private static JsonNode json(String content) throws EndpointFailed {
        var fenced = FENCE.matcher(content.strip());
        try {
            var answer = JsonMapper.shared().readTree(fenced.matches() ? fenced.group(1) : content);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException _) {
            // Told below.
        }
        throw EndpointFailed.malformed("What it wrote is not of the form that was asked for.");
    }

    private static Begin begin(JsonNode chapter, Windows.Window window, int before) throws EndpointFailed {
        var index = chapter.path("index");
        if (!index.isIntegralNumber() || !index.canConvertToInt() || !window.has(index.asInt())) {
            throw EndpointFailed.malformed("It named a place that was not sent.");
        }
        if (index.asInt() <= before) {
            throw EndpointFailed.malformed("Its chapters do not follow one another.");
        }
        var title = text(words(chapter.path("title")), LONGEST_TITLE);
        if (title.isEmpty()) {
            throw EndpointFailed.malformed("A chapter has no title.");
        }
        return new Begin(index.asInt(), title);
    }

    private static Optional<String> summary(JsonNode summary) throws EndpointFailed {
        if (summary.isMissingNode() || summary.isNull()) {
            return Optional.empty();
        }
        var lines = LINES.matcher(words(summary)).replaceAll(" ");
        return Optional.of(text(lines, LONGEST_SUMMARY)).filter(text -> !text.isEmpty());
    }

    private static String words(JsonNode node) throws EndpointFailed {
        if (!node.isString()) {
            throw EndpointFailed.malformed("Something that should be words is none.");
        }
        return node.asString();
    }

    private static String text(String words, int most) throws EndpointFailed {
        var text = words.strip().replaceAll("[ \\u00a0]+", " ");
        if (text.length() > most || UNFIT.matcher(text).find() || Markup.isIn(text)) {
            throw EndpointFailed.malformed("What it wrote is too long, or holds marks and signs that no title has.");
        }
        return text;
    }
}
