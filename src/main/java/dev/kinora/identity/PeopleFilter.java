package dev.kinora.identity;

import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which people are wanted; null is everybody.
 *
 * @param text a part of a name or an address
 */
public record PeopleFilter(
        @Nullable String text,
        @Nullable UserStatus status,
        @Nullable UserRole role,
        @Nullable SubscriptionTier tier) {
    private static final int LONGEST = 100;

    /** @throws IdentityProblem with a sentence for each filter that says nothing */
    public static PeopleFilter of(
            @Nullable String text, @Nullable String status, @Nullable String role, @Nullable String tier) {
        var wrong = new LinkedHashMap<String, String>();
        var filter = new PeopleFilter(
                text(text, wrong),
                one("status", status, UserStatus.values(), wrong),
                one("role", role, UserRole.values(), wrong),
                one("tier", tier, SubscriptionTier.values(), wrong));
        if (!wrong.isEmpty()) {
            throw IdentityProblem.invalid(wrong);
        }
        return filter;
    }

    private static @Nullable String text(@Nullable String text, Map<String, String> wrong) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            wrong.put("q", "Search for at most " + LONGEST + " letters.");
        }
        return text.strip();
    }

    private static <E extends Enum<E>> @Nullable E one(
            String field, @Nullable String wanted, E[] known, Map<String, String> wrong) {
        if (wanted == null || wanted.isBlank()) {
            return null;
        }
        var found = Arrays.stream(known)
                .filter(value -> value.name().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            wrong.put(
                    field,
                    "The " + field + " is one of "
                            + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", ")) + ".");
        }
        return found.orElse(null);
    }
}
