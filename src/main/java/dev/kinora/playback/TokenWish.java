package dev.kinora.playback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kinora.http.KnownFieldsOnly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an address of a film shall allow to whoever has it, as Cloudflare Stream asks for one.
 *
 * @param exp second since 1970 at which it ends; in an hour where it is not said, in a day at most
 * @param nbf second since 1970 before which it is not good; an hour ago where it is not said
 * @param downloadable whether the film may be downloaded by it
 * @param accessRules from where it may be used; the first that fits decides
 */
@KnownFieldsOnly
record TokenWish(
        @Nullable Long exp,
        @Nullable Long nbf,
        @Nullable Boolean downloadable,
        @Nullable List<Rule> accessRules) {
    static final TokenWish USUAL = new TokenWish(null, null, null, null);

    private static final Duration USUAL_TIME = Duration.ofHours(1);
    private static final Duration LONGEST_TIME = Duration.ofHours(24);
    private static final int MOST_PLACES = 100;

    /**
     * @param type any, ip.src or ip.geoip.country
     * @param action allow or block
     * @param ip addresses or networks, for ip.src
     * @param country two letters each, for ip.geoip.country
     */
    @KnownFieldsOnly
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rule(
            @Nullable String type,
            @Nullable String action,
            @Nullable List<String> ip,
            @Nullable List<String> country) {}

    /** A wish that can be granted. */
    record Checked(Instant beginsAt, Instant endsAt, boolean downloadable, List<Rule> rules) {}

    Checked checked(Instant now) {
        var ends = exp == null ? now.plus(USUAL_TIME) : moment("exp", exp);
        var begins = nbf == null ? now.minus(USUAL_TIME) : moment("nbf", nbf);
        if (!ends.isAfter(now) || ends.isAfter(now.plus(LONGEST_TIME))) {
            throw PlaybackProblem.invalid("exp", "An address is good for a day at most. Ask for a new one in time.");
        }
        if (!begins.isBefore(ends)) {
            throw PlaybackProblem.invalid("nbf", "An address cannot end before it begins.");
        }
        var rules = Objects.requireNonNullElse(accessRules, List.<Rule>of());
        if (rules.size() > AccessRule.MOST) {
            throw PlaybackProblem.invalid("accessRules", "There are " + AccessRule.MOST + " rules at most.");
        }
        rules.forEach(TokenWish::requireMeaning);
        return new Checked(begins, ends, Boolean.TRUE.equals(downloadable), List.copyOf(rules));
    }

    private static Instant moment(String field, long second) {
        if (second < 0 || second > 253402300799L) {
            throw PlaybackProblem.invalid(field, "This is no second since 1970.");
        }
        return Instant.ofEpochSecond(second);
    }

    /** A rule that says nothing would let in whom it was meant to keep out. */
    private static void requireMeaning(Rule rule) {
        if (rule.action() == null || !Set.of("allow", "block").contains(rule.action())) {
            throw refused("A rule allows or blocks: write allow or block as its action.");
        }
        switch (Objects.requireNonNullElse(rule.type(), "")) {
            case "any" -> {}
            case "ip.src" ->
                requireAll(
                        rule.ip(),
                        AccessRule::from,
                        "A rule about ip.src names addresses such as 192.0.2.7 or networks such as 192.0.2.0/24 in ip");
            case "ip.geoip.country" ->
                requireAll(
                        rule.country(), AccessRule::in, "A rule about countries names them by two letters in country");
            default -> throw refused("A rule is about any, ip.src or ip.geoip.country.");
        }
    }

    private static void requireAll(
            @Nullable List<String> places, Function<List<String>, Optional<AccessRule.Whom>> reading, String sentence) {
        if (places == null || places.isEmpty() || places.stream().anyMatch(Objects::isNull)) {
            throw refused(sentence + ".");
        }
        if (places.size() > MOST_PLACES) {
            throw refused("A rule names " + MOST_PLACES + " places at most.");
        }
        for (var place : places) {
            if (reading.apply(List.of(place)).isEmpty()) {
                throw refused(sentence + ", not " + place + ".");
            }
        }
    }

    private static PlaybackProblem refused(String sentence) {
        return PlaybackProblem.invalid("accessRules", sentence);
    }
}
