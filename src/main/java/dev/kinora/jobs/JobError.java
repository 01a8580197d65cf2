package dev.kinora.jobs;

import org.jspecify.annotations.Nullable;

/** What people are told of a failure. Codes that a handler gives are in small letters or of Cloudflare's list; an exception's is the name of its class. */
final class JobError {
    private JobError() {}

    static @Nullable String sentence(@Nullable String code, @Nullable String message) {
        return message == null || code == null || Character.isLowerCase(code.charAt(0)) || code.startsWith("ERR_")
                ? message
                : "Something went wrong that was not foreseen; admins see what.";
    }
}
