package dev.kinora.chaptering;

import dev.kinora.outbound.Endpoint;
import dev.kinora.outbound.EndpointFailed;
import dev.kinora.outbound.OutboundProblem;
import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Speech;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Has a language model of the operator's go over what the engine found. Whatever goes wrong, the engine's stays. */
final class LanguageModel {
    static final String PATH = "/chat/completions";
    private static final int TRIES = 2;
    private static final int LONGEST_SUMMARY = 20_000;
    private static final Duration LONGEST_WISH = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(8);
    /** What both found is half as doubtful; what it alone found is as likely as not. */
    private static final double ALONE = 0.5;

    private final Supplier<Endpoint> endpoints;
    private final ChapteringProperties.Llm settings;

    LanguageModel(Supplier<Endpoint> endpoints, ChapteringProperties.Llm settings) {
        this.endpoints = endpoints;
        this.settings = settings;
    }

    sealed interface Answer {
        Spent spent();
    }

    /** @param summary of the whole film, a paragraph a window; empty where one was not given, or they are too long together */
    record Refined(List<Proposal> chapters, Optional<String> summary, Spent spent) implements Answer {
        Refined {
            chapters = List.copyOf(chapters);
        }
    }

    /** @param sentence why, for the film's owner */
    record Refused(String sentence, Spent spent) implements Answer {}

    /**
     * @param proposals as many as there should be
     * @param candidates these and more: where a chapter may begin
     */
    Answer refine(Speech speech, List<Proposal> proposals, List<Proposal> candidates) throws InterruptedException {
        return new Talk(speech, proposals, candidates).held();
    }

    private final class Talk {
        private final Speech speech;
        private final List<Proposal> proposals;
        private final List<Proposal> candidates;
        private final long begun = System.nanoTime();
        private long input;
        private long output;
        /** Once it has refused the usual form. */
        private boolean inWords;

        Talk(Speech speech, List<Proposal> proposals, List<Proposal> candidates) {
            this.speech = speech;
            this.proposals = proposals;
            this.candidates = candidates;
        }

        Answer held() throws InterruptedException {
            try (var endpoint = endpoints.get()) {
                var begins = new ArrayList<ModelAnswer.Begin>();
                var summaries = new ArrayList<String>();
                var windows = Windows.of(speech.units(), candidates, settings.window());
                for (var window : windows) {
                    var answer = answer(endpoint, window);
                    begins.addAll(answer.begins());
                    answer.summary().ifPresent(summaries::add);
                }
                var summary = Optional.of(String.join("\n\n", summaries))
                        .filter(all -> summaries.size() == windows.size() && all.length() <= LONGEST_SUMMARY);
                return new Refined(chapters(begins), summary, spent());
            } catch (OutboundProblem problem) {
                return new Refused(
                        "The address of the language model is none, and the chapters are as they were found without it."
                                + " Whoever runs this Kinora can mend the setting.",
                        spent());
            } catch (EndpointFailed failure) {
                return new Refused(
                        "The language model did not help this time, and the chapters are as they were found without it. "
                                + failure.sentence(),
                        spent());
            }
        }

        private ModelAnswer answer(Endpoint endpoint, Windows.Window window)
                throws EndpointFailed, InterruptedException {
            int wanted = (int) Math.max(
                    1,
                    proposals.stream().filter(each -> window.has(each.unit())).count());
            for (int tried = 1; ; tried++) {
                if (tried == 1 && isOver()) {
                    throw EndpointFailed.late("All of it took too long.");
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("nobody wants the chapters any more");
                }
                try {
                    var body = ModelQuestion.of(speech, window, candidates, wanted, settings, inWords);
                    var completion = endpoint.post("application/json", body);
                    count(completion.path("usage"));
                    return ModelAnswer.read(completion, window, wanted);
                } catch (EndpointFailed failure) {
                    if (failure.kind() == EndpointFailed.Kind.UNFIT && !inWords) {
                        inWords = true;
                        tried = 0;
                        continue;
                    }
                    if (tried == TRIES || !failure.isWorthAnotherTry() || isOver(failure)) {
                        throw failure;
                    }
                    Thread.sleep(failure.wish());
                }
            }
        }

        private boolean isOver(EndpointFailed failure) {
            return failure.wish().compareTo(LONGEST_WISH) > 0 || isOver();
        }

        private boolean isOver() {
            return System.nanoTime() - begun > LONGEST.toNanos();
        }

        private void count(JsonNode usage) {
            input += tokens(usage.path("prompt_tokens"));
            output += tokens(usage.path("completion_tokens"));
        }

        private static int tokens(JsonNode count) {
            return count.isIntegralNumber() && count.canConvertToInt() ? Math.max(0, count.asInt()) : 0;
        }

        private Spent spent() {
            return new Spent(
                    settings.model(),
                    (int) Math.min(input, Integer.MAX_VALUE),
                    (int) Math.min(output, Integer.MAX_VALUE),
                    cost(),
                    Duration.ofNanos(System.nanoTime() - begun));
        }

        private @Nullable Long cost() {
            if (settings.inputPrice() == null && settings.outputPrice() == null) {
                return null;
            }
            return price(settings.inputPrice(), input)
                    .add(price(settings.outputPrice(), output))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValue();
        }

        private List<Proposal> chapters(List<ModelAnswer.Begin> begins) {
            var known = candidates.stream().collect(Collectors.toMap(Proposal::unit, each -> each, (one, _) -> one));
            var chapters = new ArrayList<Proposal>();
            for (int i = 0; i < begins.size(); i++) {
                var begin = begins.get(i);
                double end = i + 1 < begins.size()
                        ? start(known.get(begins.get(i + 1).unit()), begins.get(i + 1))
                        : speech.duration();
                var candidate = known.get(begin.unit());
                chapters.add(new Proposal(
                        begin.unit(),
                        i == 0 && speech.isTimed() ? 0 : start(candidate, begin),
                        end,
                        begin.title(),
                        candidate == null ? ALONE : (1 + candidate.confidence()) / 2));
            }
            return chapters;
        }

        private double start(@Nullable Proposal candidate, ModelAnswer.Begin begin) {
            return candidate == null ? speech.units().get(begin.unit()).start() : candidate.start();
        }
    }

    private static BigDecimal price(@Nullable BigDecimal ofMillion, long tokens) {
        return Objects.requireNonNullElse(ofMillion, BigDecimal.ZERO).multiply(BigDecimal.valueOf(tokens));
    }
}
