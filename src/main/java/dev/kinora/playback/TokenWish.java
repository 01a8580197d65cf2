package dev.kinora.playback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kinora.http.KnownFieldsOnly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
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
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]{2,45}(/\\d{1,3})?");

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
            case "ip.src" -> requireAll(rule.ip(), NETWORK, "A rule about ip.src names addresses or networks in ip.");
            case "ip.geoip.country" ->
                requireAll(rule.country(), COUNTRY, "A rule about countries names them by two letters in country.");
            default -> throw refused("A rule is about any, ip.src or ip.geoip.country.");
        }
    }

    private static void requireAll(@Nullable List<String> places, Pattern form, String sentence) {
        if (places == null
                || places.isEmpty()
                || places.size() > MOST_PLACES
                || !places.stream().allMatch(place -> form.matcher(place).matches())) {
            throw refused(sentence);
        }
    }

    private static PlaybackProblem refused(String sentence) {
        return PlaybackProblem.invalid("accessRules", sentence);
    }
}
