package dev.kinora.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An account's version as HTTP carries it: its last change, to the microsecond, as an ETag. */
final class AccountVersion {
    private AccountVersion() {}

    static String etag(Account account) {
        return "\"" + ChronoUnit.MICROS.between(Instant.EPOCH, account.updatedAt()) + "\"";
    }

    /** Null for whatever version there is. */
    static @Nullable Instant required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED);
        }
        if (ifMatch.strip().equals("*")) {
            return null;
        }
        try {
            var micros = Long.parseLong(ifMatch.strip().replace("\"", ""));
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (NumberFormatException | ArithmeticException _) {
            throw IdentityProblem.changedMeanwhile();
        }
    }
}
