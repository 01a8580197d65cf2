package dev.kinora.identity;

import dev.kinora.access.SignedIn;
import dev.kinora.access.Throttle;
import dev.kinora.platform.Db;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything Kinora keeps about a person, for that person, read with no more than their own rights. */
public final class Exports {
    private static final Throttle.Rule PACE = new Throttle.Rule("export", 5, Duration.ofMinutes(10));
    private static final String README = """
            What Kinora keeps about the account %s, as of %s.

            Each .jsonl file is a table: one JSON object a line, one line a row of yours. Times are in UTC.
            Tables without a row of yours are left out, and so is whatever nobody may read: passwords and keys
            are kept as hashes only. Videos and other media are not in here; you download them where they are.
            """;

    private final ExportStore store;
    private final AvatarStore avatars;
    private final Throttle throttle;
    private final Clock clock;

    Exports(Db db, Throttle throttle, Clock clock) {
        this.store = new ExportStore(db);
        this.avatars = new AvatarStore(db);
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Written to a file first: a slow reader would keep a transaction open, and a failure half way could no longer be told
     * from an end.
     */
    public Export make(SignedIn person) {
        throttle.take(PACE, person.user().toString());
        var now = clock.instant();
        try {
            var file = Files.createTempFile("kinora-export", ".zip");
            try (var zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
                write(person, now, zip);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            var name = "kinora-" + person.username() + "-" + LocalDate.ofInstant(now, ZoneOffset.UTC) + ".zip";
            return new Export(file, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SignedIn person, Instant now, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("README.txt"));
        zip.write(README.formatted(person.username(), now).getBytes(StandardCharsets.UTF_8));
        for (var source : store.sources()) {
            table(source, person.user(), zip);
        }
        var picture = avatars.find(person.user());
        if (picture.isPresent()) {
            zip.putNextEntry(new ZipEntry("avatar.jpg"));
            zip.write(picture.get());
        }
    }

    private void table(ExportStore.Source source, UUID user, ZipOutputStream zip) {
        var lines = new Lines(source.table() + ".jsonl", zip);
        store.rows(source, user, lines::add);
    }

    /** The entry begins with its first line: a table without any leaves none. */
    private static final class Lines {
        private final String name;
        private final ZipOutputStream zip;
        private boolean begun;

        Lines(String name, ZipOutputStream zip) {
            this.name = name;
            this.zip = zip;
        }

        void add(String line) {
            try {
                if (!begun) {
                    zip.putNextEntry(new ZipEntry(name));
                    begun = true;
                }
                zip.write(line.getBytes(StandardCharsets.UTF_8));
                zip.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
