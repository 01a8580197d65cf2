package dev.kinora.search;

import dev.kinora.platform.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param people whose names have the words; on the first page alone
 * @param shownFor the words these were found by, where nothing has those that were typed
 * @param didYouMean other words that more may have
 */
public record Found(
        Page<Hit> videos,
        List<Hit.Channel> people,
        @Nullable String shownFor,
        @Nullable String didYouMean) {
    static final Found NOTHING = new Found(new Page<>(List.of(), null), List.of(), null, null);
}
