package dev.kinora.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs ffmpeg for what takes long, within limits of memory and time; whoever is interrupted takes it with them. */
public final class Ffmpeg {
    private static final List<String> ALWAYS =
            List.of("-v", "error", "-hide_banner", "-nostdin", "-protocol_whitelist", "file,pipe");
    private static final int SIGNALS = 128;
    private static final Duration A_MOMENT = Duration.ofSeconds(20);
    private static final int LONGEST_HELP = 1 << 20;

    private final Tool tool;
    private final long memory;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private volatile @Nullable String version;

    Ffmpeg(Tool tool, long memory) {
        this.tool = tool;
        this.memory = memory;
    }

    /** Reads what it writes to its standard output, on a thread of its own. */
    public interface Output {
        void read(InputStream from) throws Exception;
    }

    /** What stands before a file that somebody sent. */
    public static List<String> untrusted() {
        return List.of("-format_whitelist", Probe.FORMATS);
    }

    /** Which one it is, in its own words: what encoders make differs from one to another. It is asked once. */
    public String version() throws IOException, InterruptedException {
        var before = version;
        if (before != null) {
            return before;
        }
        var result = tool.ffmpeg(List.of("-version"), A_MOMENT, LONGEST_HELP);
        var words = new String(result.output(), StandardCharsets.UTF_8).split("\\s+", 4);
        if (!result.isGood() || words.length < 4) {
            throw new IOException("ffmpeg does not say which version it is. " + result.errors());
        }
        version = words[2];
        return words[2];
    }

    /** Whether it has a filter; builds differ. It is asked once. */
    public boolean knows(String filter) throws IOException, InterruptedException {
        var before = known.get(filter);
        if (before != null) {
            return before;
        }
        var answer = asked(filter);
        known.put(filter, answer);
        return answer;
    }

    private boolean asked(String filter) throws IOException, InterruptedException {
        var result = tool.ffmpeg(List.of("-hide_banner", "-h", "filter=" + filter), A_MOMENT, LONGEST_HELP);
        return result.isGood() && new String(result.output(), StandardCharsets.UTF_8).contains("Filter " + filter);
    }

    /**
     * @throws FfmpegFailed when it says so itself
     * @throws FfmpegTimedOut when it was not done in time; other exceptions tell of this machine or of the reader
     */
    public String run(List<String> arguments, Duration time, Output output) throws IOException, InterruptedException {
        var all = new ArrayList<>(ALWAYS);
        all.addAll(arguments);
        var result = tool.stream(all, time, memory, output::read);
        if (result.timedOut()) {
            throw new FfmpegTimedOut(time);
        }
        if (result.exit() > SIGNALS) {
            throw new FfmpegKilled(result.exit() - SIGNALS);
        }
        if (result.exit() != 0 && result.errors().contains("No space left on device")) {
            throw new IOException("There was no space left on the disk for what ffmpeg made.");
        }
        if (result.exit() != 0) {
            throw new FfmpegFailed(result.errors());
        }
        return result.errors();
    }
}
