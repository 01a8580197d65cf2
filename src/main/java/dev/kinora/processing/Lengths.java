package dev.kinora.processing;

import dev.kinora.library.Processed;
import dev.kinora.media.Ffmpeg;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** How long a film lasts; where the file does not say, it is read to its end, without being decoded. */
final class Lengths {
    private static final Pattern TIME = Pattern.compile("out_time_us=(\\d+)");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double MICROS = 1e6;

    private final Ffmpeg ffmpeg;
    private final MediaStores stores;

    Lengths(Ffmpeg ffmpeg, MediaStores stores) {
        this.ffmpeg = ffmpeg;
        this.stores = stores;
    }

    double of(Processed.Source source) throws IOException, InterruptedException {
        return source.seconds().isPresent()
                ? source.seconds().map(BigDecimal::doubleValue).get()
                : measured(source);
    }

    private double measured(Processed.Source source) throws IOException, InterruptedException {
        var micros = new AtomicLong();
        try (var file = stores.local(stores.named(source.store()), MediaKey.of(source.key()))) {
            var arguments = new ArrayList<>(Ffmpeg.untrusted());
            arguments.addAll(List.of("-i", "file:" + file.path().toAbsolutePath(), "-c", "copy", "-f", "null"));
            arguments.addAll(List.of("-progress", "pipe:1", "-nostats", "-"));
            ffmpeg.run(arguments, LONGEST, output -> {
                try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                        var time = TIME.matcher(line);
                        if (time.matches()) {
                            micros.set(Long.parseLong(time.group(1)));
                        }
                    }
                }
            });
        }
        return micros.get() / MICROS;
    }
}
