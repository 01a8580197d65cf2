package dev.kinora.uploads;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A film that is or was fetched from an address, as its owner sees it.
 *
 * @param video what it becomes, or whose file it is to be
 * @param address as it is called
 * @param received bytes that are there for good; 0 once it is fetched or given up
 * @param length null while it is not known
 * @param attempts how often it was begun
 * @param errorCode of the last attempt, of Cloudflare's list
 * @param retryAt when it is tried again; null for at once, or not any more
 */
public record VideoImport(
        UUID video,
        String title,
        String address,
        State state,
        long received,
        @Nullable Long length,
        int attempts,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Instant retryAt,
        Instant createdAt,
        @JsonIgnore UUID job,
        @JsonIgnore @Nullable UUID upload,
        @JsonIgnore boolean hasFile) {

    public enum State {
        /** For its turn. */
        waiting,
        fetching,
        /** An attempt failed, and another one follows. */
        retrying,
        /** Not tried again by itself. */
        failed,
        /** All of it is there. */
        fetched
    }

    @JsonIgnore
    public boolean isUnderWay() {
        return switch (state) {
            case waiting, fetching, retrying -> true;
            case failed, fetched -> false;
        };
    }
}
