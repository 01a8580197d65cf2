package dev.kinora.playback;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From where a film may be played. The first rule that fits decides; where none does, it may. Where a viewer's country is not
 * known, no rule about countries fits.
 */
record AccessRule(boolean allows, Whom whom) {
    /** More in one token are not read. */
    static final int MOST = 5;

    static final AccessRule NOBODY = new AccessRule(false, new Everybody());

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    /** Of whom a rule speaks. */
    sealed interface Whom {}

    record Everybody() implements Whom {}

    record From(List<Network> networks) implements Whom {}

    /** @param countries by their two letters */
    record In(List<String> countries) implements Whom {}

    /** As a token has it, whose signer may have written anything: what is no rule, or could never fit, lets nobody in. */
    static AccessRule read(String type, String action, List<String> addresses, List<String> countries) {
        var whom = switch (type) {
            case "any" -> Optional.<Whom>of(new Everybody());
            case "ip.src" -> from(addresses);
            case "ip.geoip.country" -> in(countries);
            default -> Optional.<Whom>empty();
        };
        return whom.filter(_ -> action.equals("allow") || action.equals("block"))
                .map(it -> new AccessRule(action.equals("allow"), it))
                .orElse(NOBODY);
    }

    /** @return empty unless each is an address or a network and there is one at least */
    static Optional<Whom> from(List<String> places) {
        var networks =
                places.stream().flatMap(place -> Network.of(place).stream()).toList();
        return places.isEmpty() || networks.size() < places.size() ? Optional.empty() : Optional.of(new From(networks));
    }

    /** @return empty unless each could be a country and there is one at least */
    static Optional<Whom> in(List<String> places) {
        return !places.isEmpty()
                        && places.stream()
                                .allMatch(place -> COUNTRY.matcher(place).matches())
                ? Optional.of(new In(List.copyOf(places)))
                : Optional.empty();
    }

    static boolean allow(List<AccessRule> rules, @Nullable String ip, @Nullable String country) {
        return rules.stream()
                .filter(rule -> rule.fits(ip, country))
                .findFirst()
                .map(AccessRule::allows)
                .orElse(true);
    }

    private boolean fits(@Nullable String ip, @Nullable String country) {
        return switch (whom) {
            case Everybody() -> true;
            case From(var networks) -> ip != null && networks.stream().anyMatch(network -> network.has(ip));
            case In(var countries) -> country != null && countries.stream().anyMatch(country::equalsIgnoreCase);
        };
    }
}
