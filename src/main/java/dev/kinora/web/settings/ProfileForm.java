package dev.kinora.web.settings;

import dev.kinora.identity.Account;
import dev.kinora.identity.Accounts;
import dev.kinora.web.FormState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, and what the form showed before they did. With both, a form that was open while the profile changed
 * elsewhere can tell whose change is whose, and keeps them both.
 *
 * @param seen the values the form was made from
 * @param version of the account it was made from
 */
public record ProfileForm(Map<String, String> typed, Map<String, String> seen, Instant version) {
    private static final SequencedMap<String, String> FIELDS = new LinkedHashMap<>();
    private static final String SEEN = "seen-";
    private static final String VERSION = "version";

    static {
        FIELDS.put("displayName", "Name");
        FIELDS.put("username", "Username");
        FIELDS.put("bio", "About you");
        FIELDS.put("timeZone", "Time zone");
    }

    static ProfileForm of(Account account) {
        var values = values(account);
        return new ProfileForm(values, values, account.updatedAt());
    }

    static ProfileForm sent(Map<String, String> parameters) {
        var typed = new LinkedHashMap<String, String>();
        var seen = new LinkedHashMap<String, String>();
        for (var field : FIELDS.keySet()) {
            typed.put(field, normal(parameters.get(field)));
            seen.put(field, normal(parameters.get(SEEN + field)));
        }
        return new ProfileForm(typed, seen, version(parameters.get(VERSION)));
    }

    /** A form without a version was made from none that there is. */
    private static Instant version(@Nullable String text) {
        try {
            return Instant.parse(Objects.requireNonNullElse(text, ""));
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    private static String normal(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }

    private static Map<String, String> values(Account account) {
        return Map.of(
                "username", account.username(),
                "displayName", Objects.requireNonNullElse(account.displayName(), ""),
                "bio", Objects.requireNonNullElse(account.bio(), ""),
                "timeZone", account.timeZone());
    }

    public List<String> fields() {
        return List.copyOf(FIELDS.keySet());
    }

    FormState state() {
        return new FormState(typed, Map.of());
    }

    Accounts.ProfileChange change() {
        return new Accounts.ProfileChange(value("username"), value("displayName"), value("bio"), value("timeZone"));
    }

    private String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Whether the account has a newer version only for what the form does not show, such as a sign-in. */
    boolean knows(Account account) {
        return values(account).equals(seen);
    }

    Map<String, String> renewed(Account account) {
        var parameters = new LinkedHashMap<>(typed);
        seen.forEach((field, value) -> parameters.put(SEEN + field, value));
        parameters.put(VERSION, account.updatedAt().toString());
        return parameters;
    }

    /** What was typed stays; what was not touched shows the change from elsewhere. */
    FormState besides(Account account) {
        var now = values(account);
        var values = new LinkedHashMap<String, String>();
        var notes = new LinkedHashMap<String, String>();
        for (var field : FIELDS.keySet()) {
            var mine = value(field);
            var theirs = now.getOrDefault(field, "");
            var before = seen.getOrDefault(field, "");
            values.put(field, mine.equals(before) ? theirs : mine);
            if (!theirs.equals(before) && !mine.equals(theirs)) {
                notes.put(field, note(theirs, mine.equals(before)));
            }
        }
        var errors = new LinkedHashMap<String, String>();
        errors.put(
                "form",
                "Your profile was changed in another window while this one was open. Nothing is lost and nothing is saved"
                        + " yet: look at it, then save again.");
        errors.putAll(notes);
        return new FormState(values, errors);
    }

    private static String note(String theirs, boolean taken) {
        if (taken) {
            return "This was changed in the other window; here is what it says now.";
        }
        return theirs.isEmpty()
                ? "In the other window this was emptied. Saving puts yours there."
                : "In the other window this became \u201c" + theirs + "\u201d. Saving puts yours in its place.";
    }
}
