package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    private static final MediaKey FILM = MediaKey.of("videos/0198a7de-1111-7000-8000-000000000001/originals/film");

    @TempDir
    private Path folder;

    @TempDir
    private Path sending;

    private MediaStore bucket;

    @BeforeEach
    void fill() throws IOException {
        bucket = new S3Store("bucket", S3Server.get().settings(S3Server.get().bucket()), sending);
        bucket.write(FILM, new ByteArrayInputStream(new byte[5000]));
    }

    @Test
    void copy_is_there_until_it_is_closed() throws IOException {
        try (var file = Copies.in(folder, 0).local(bucket, FILM)) {
            assertThat(file.path()).hasSize(5000);
        }

        assertThat(folder).isEmptyDirectory();
    }

    /** The bucket, whose bytes meet with something on their way. */
    private MediaStore meeting(Runnable something) {
        return (MediaStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MediaStore.class},
                (_, method, arguments) -> method.getName().equals("open")
                        ? new FilterInputStream(bucket.open(FILM)) {
                            @Override
                            public int read(byte[] into, int offset, int length) throws IOException {
                                var read = super.read(into, offset, length);
                                something.run();
                                return read;
                            }
                        }
                        : method.invoke(bucket, arguments));
    }

    @Test
    void copy_whose_job_is_stopped_leaves_nothing() throws IOException {
        bucket.write(FILM, new ByteArrayInputStream(new byte[1 << 20]));
        var stopped = meeting(Thread.currentThread()::interrupt);
        try {
            assertThatThrownBy(() -> LocalFile.copied(stopped, FILM, folder))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void copy_that_breaks_in_whatever_way_leaves_nothing() {
        var breaking = meeting(() -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> LocalFile.copied(breaking, FILM, folder)).hasMessage("no");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void copy_for_which_there_is_no_room_is_refused_and_leaves_nothing() throws IOException {
        var copies = Copies.in(folder, Long.MAX_VALUE / 2);

        assertThatThrownBy(() -> copies.local(bucket, FILM))
                .isInstanceOfSatisfying(
                        StorageProblem.class,
                        full -> assertThat(full.category()).isEqualTo(Problem.Category.FULL));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void copies_that_a_killed_process_left_are_gone_two_days_later() throws IOException {
        var left = Files.write(folder.resolve("copy1.bin"), new byte[10]);
        var read = Files.write(folder.resolve("copy2.bin"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        Copies.in(folder, 0);

        assertThat(folder.toFile().list()).containsExactly(read.getFileName().toString());
    }
}
