package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.database.Refusal;
import dev.kinora.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    private Path keyset() {
        return directory.resolve("keys").resolve("secrets.json");
    }

    private Secrets secrets() {
        return Secrets.of(directory, "");
    }

    @Test
    void what_was_encrypted_comes_back_in_its_context_after_a_restart() {
        var text = secrets().encrypt("a token, ä", "account 1");
        var bytes = secrets().encrypt(new byte[] {0, 1, 2}, "account 1");

        assertThat(text).matches("[A-Za-z0-9_-]+").doesNotContain("token");
        assertThat(secrets().decrypt(text, "account 1")).isEqualTo("a token, ä");
        assertThat(secrets().decrypt(bytes, "account 1")).containsExactly(0, 1, 2);
    }

    @Test
    void the_keyset_is_for_its_owner_alone_and_made_at_first_use() throws IOException {
        var secrets = secrets();
        assertThat(keyset()).doesNotExist();

        secrets.encrypt("x", "y");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void an_altered_secret_or_another_context_is_unreadable() {
        var secrets = secrets();
        var secret = secrets.encrypt("token".getBytes(StandardCharsets.UTF_8), "account 1");
        var altered = secret.clone();
        altered[altered.length - 1] ^= 1;

        for (Runnable reading : List.<Runnable>of(
                () -> secrets.decrypt(secret, "account 2"),
                () -> secrets.decrypt(altered, "account 1"),
                () -> secrets.decrypt(new byte[0], "account 1"),
                () -> secrets.decrypt("no base64 !", "account 1"))) {
            assertThatExceptionOfType(Secrets.Unreadable.class)
                    .isThrownBy(reading::run)
                    .withMessageContaining("account")
                    .withMessageNotContaining("token");
        }
    }

    @Test
    void rotation_adds_a_key_and_old_secrets_stay_readable() {
        var secrets = secrets();
        var old = secrets.encrypt(new byte[] {1}, "c");

        assertThat(secrets.rotate()).isEqualTo(2);

        var fresh = secrets.encrypt(new byte[] {1}, "c");
        assertThat(keyOf(fresh)).isNotEqualTo(keyOf(old));
        assertThat(secrets.decrypt(old, "c")).containsExactly(1);
        assertThat(secrets().decrypt(fresh, "c")).containsExactly(1);
    }

    /** Tink puts the id of the key in front of what it encrypts. */
    private static int keyOf(byte[] secret) {
        return java.nio.ByteBuffer.wrap(secret).getInt(1);
    }

    @Test
    void a_running_process_reads_with_a_key_another_one_has_just_added_and_soon_writes_with_it() {
        var running = secrets();
        var before = keyOf(running.encrypt(new byte[] {1}, "c"));

        var other = secrets();
        other.rotate();

        assertThat(running.decrypt(other.encrypt("new", "c"), "c")).isEqualTo("new");
        var third = secrets();
        third.rotate();
        var newest = keyOf(third.encrypt(new byte[] {1}, "c"));
        assertThat(newest).isNotEqualTo(before);
        Await.until(() -> keyOf(running.encrypt(new byte[] {1}, "c")) == newest);
    }

    @Test
    void processes_that_start_together_agree_on_one_keyset() throws Exception {
        var starters = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            starters.add(child());
        }
        var written = new ArrayList<String>();
        for (var starter : starters) {
            written.add(new String(starter.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(starter.waitFor()).isZero();
        }

        assertThat(written)
                .allSatisfy(secret -> assertThat(secrets().decrypt(secret, "c")).isEqualTo("child"));
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static final class Child {
        public static void main(String[] arguments) {
            System.out.print(Secrets.of(Path.of(arguments[0]), "").encrypt("child", "c"));
        }
    }

    @Test
    void threads_that_start_together_agree_on_one_keyset() throws Exception {
        var written = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> encrypting = () -> secrets().encrypt("t", "c");
            for (var secret : threads.invokeAll(Collections.nCopies(16, encrypting))) {
                written.add(secret.get());
            }
        }

        assertThat(written)
                .hasSize(16)
                .allSatisfy(secret -> assertThat(secrets().decrypt(secret, "c")).isEqualTo("t"));
    }

    @Test
    void a_damaged_keyset_is_refused_with_advice_and_never_replaced() throws IOException {
        Files.createDirectories(keyset().getParent());
        for (var damage : List.of("", "{", "{\"primaryKeyId\": 1}", "[]")) {
            Files.writeString(keyset(), damage);

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> secrets().encrypt("x", "y"))
                    .satisfies(refusal -> {
                        assertThat(refusal.sentence()).contains("secrets.json is damaged");
                        assertThat(refusal.advice()).contains("backup");
                    });
            assertThatThrownBy(() -> secrets().rotate()).isInstanceOf(Refusal.class);
            assertThat(Files.readString(keyset())).isEqualTo(damage);
        }
    }

    @Test
    void a_named_keyset_that_is_missing_is_refused_and_only_rotation_makes_it() {
        var elsewhere = directory.resolve("unmounted").resolve("secrets.json");
        var secrets = Secrets.of(directory, elsewhere.toString());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> secrets.encrypt("x", "y"))
                .satisfies(refusal -> {
                    assertThat(refusal.sentence()).contains("KINORA_KEYSET", elsewhere.toString());
                    assertThat(refusal.advice()).contains("rotate-keys");
                });
        assertThat(elsewhere.getParent()).doesNotExist();

        secrets.rotate();

        assertThat(secrets.decrypt(secrets.encrypt("x", "y"), "y")).isEqualTo("x");
    }

    @Test
    void a_keyset_that_is_a_dangling_link_is_refused_and_stays() throws IOException {
        Files.createDirectories(keyset().getParent());
        Files.createSymbolicLink(keyset(), directory.resolve("unmounted"));

        assertThatThrownBy(() -> secrets().encrypt("x", "y"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nowhere");
        assertThat(directory.resolve("unmounted")).doesNotExist();
    }

    @Test
    void a_keyset_that_vanishes_under_a_running_process_is_not_made_anew() throws Exception {
        var secrets = secrets();
        var secret = secrets.encrypt("kept", "c");
        Files.delete(keyset());

        Await.until(() -> {
            assertThat(secrets.decrypt(secret, "c")).isEqualTo("kept");
            assertThatThrownBy(() -> secrets.decrypt(secret, "other")).isInstanceOf(Secrets.Unreadable.class);
            return true;
        });
        assertThat(keyset()).doesNotExist();
    }

    @Test
    void rotation_changes_the_target_of_a_link_and_leaves_the_link() throws IOException {
        var target = directory.resolve("mounted.json");
        new Secrets(target).encrypt("x", "y");
        var link = Files.createSymbolicLink(directory.resolve("link.json"), target);

        assertThat(new Secrets(link).rotate()).isEqualTo(2);

        assertThat(link).isSymbolicLink();
        assertThat(new Secrets(target).rotate()).isEqualTo(3);
    }

    @Test
    void a_place_that_cannot_be_written_is_refused_with_advice() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Secrets(file.resolve("secrets.json")).encrypt("x", "y"))
                .satisfies(refusal -> assertThat(refusal.advice()).contains("KINORA_KEYSET"));
    }
}
