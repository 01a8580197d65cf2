package dev.kinora.storage;

import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.testing.Await;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Videos with bytes in the stores of a running Kinora, without anybody uploading them. */
public record Shelf(RunningKinora kinora, UUID owner) {
    /** An id as though it had been made so many days ago. */
    public static UUID aged(int days) {
        var millis = System.currentTimeMillis() - days * 86_400_000L;
        var random = UUID.randomUUID();
        return new UUID(
                (millis << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff), random.getLeastSignificantBits());
    }

    /** A video whose original and two more files lie in that store. */
    public UUID video(String store) {
        var id = aged(30);
        add(id, store);
        for (var name : List.of("originals/film", "hls/1.m4s", "hls/2.m4s")) {
            put(store, MediaKey.ofVideo(id) + name, bytes(name, 1000));
        }
        return id;
    }

    public void add(UUID id, String store) {
        update("""
                insert into videos (id, user_id, title, status, store, storage_key, original_size)
                values (?, ?, 'A film', 'queued', ?, 'videos/' || ? || '/originals/film', 1000)""", id, owner, store, id.toString());
    }

    public static byte[] bytes(String name, int length) {
        return Bytes.of(length, name.hashCode());
    }

    public void put(String store, String key, byte[] bytes) {
        try {
            store(store).write(MediaKey.of(key), new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] read(String store, String key) {
        try (var bytes = store(store).open(MediaKey.of(key))) {
            return bytes.readAllBytes();
        } catch (NoSuchFileException _) {
            return new byte[0];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public MediaStore store(String name) {
        return kinora.bean(MediaStores.class).named(name);
    }

    /** Whole files of a video. */
    public List<String> files(String store, UUID video) {
        try {
            var found = new ArrayList<String>();
            store(store)
                    .each(
                            MediaKey.ofVideo(video),
                            file -> found.add(file.key()
                                    .value()
                                    .substring(MediaKey.ofVideo(video).length())));
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes away the first of two files as soon as both are there. */
    public void loseTheFirst(String store, UUID video) {
        Await.until(() -> files(store, video).size() == 2);
        try {
            var found = new ArrayList<StoredFile>();
            store(store).each(MediaKey.ofVideo(video), found::add);
            store(store)
                    .delete(Collections.min(found, Comparator.comparing(StoredFile::modifiedAt))
                            .key());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Files that grow as well. */
    public boolean has(String store, String owner) {
        try {
            var owners = new ArrayList<String>();
            store(store).eachOwner(owners::add);
            return owners.contains(owner);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what waits for those who still watch it. */
    public void sweepInTime() {
        update("update doomed_media set due_at = now()");
        sweep();
    }

    public void sweep() {
        run(new Sweeper.Sweep());
    }

    /** Writes down what nobody knows, and sweeps when its grace is over. */
    public void collectOrphans() {
        lookForOrphans();
        update("update doomed_media set due_at = now()");
        sweep();
    }

    public void lookForOrphans() {
        run(new Orphans.Collect());
    }

    /** As {@link #collectOrphans()} does, of what lies in folders of videos that are there. */
    public void collectLeftovers() {
        lookForLeftovers();
        update("update doomed_media set due_at = now()");
        sweep();
    }

    public void lookForLeftovers() {
        run(new Leftovers.Collect());
    }

    private void run(JobPayload work) {
        kinora.bean(Jobs.class).runDue();
        Caller.system("test").run(() -> kinora.bean(Jobs.class).enqueue(work));
        kinora.bean(Jobs.class).runDue();
    }

    public void update(String sql, @Nullable Object... values) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text. */
    public String row(String sql, Object... values) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
