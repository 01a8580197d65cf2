package dev.kinora.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeysetCheckTest {
    @TempDir
    private Path data;

    private Path keyset() {
        return data.resolve("keys").resolve("secrets.json");
    }

    private Map<String, String> environment(Map<String, String> further) {
        var environment = new HashMap<>(further);
        environment.put("KINORA_DATA", data.toString());
        return environment;
    }

    private Finding finding() {
        return new KeysetCheck(new Installation(environment(Map.of()))).finding();
    }

    private void store() {
        Secrets.of(data, "").encrypt("token", "c");
    }

    @Test
    void an_installation_that_was_never_started_lacks_nothing_and_is_left_alone() {
        assertThat(finding().state()).isEqualTo(Finding.State.GOOD);
        assertThat(finding().sentence()).contains("none yet", keyset().toString());
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void keys_for_their_owner_alone_are_good(String permissions) throws IOException {
        store();
        Files.setPosixFilePermissions(keyset(), PosixFilePermissions.fromString(permissions));

        assertThat(finding()).isEqualTo(Finding.good("Keys", keyset() + ", for its owner alone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void keys_open_to_others_are_noted_with_what_closes_them(String permissions) throws IOException {
        store();
        Files.setPosixFilePermissions(keyset(), PosixFilePermissions.fromString(permissions));

        assertThat(finding().state()).isEqualTo(Finding.State.NOTE);
        assertThat(finding().sentence()).contains(keyset().toString(), permissions);
        assertThat(finding().advice()).contains("chmod 600 " + keyset());
    }

    @Test
    void a_link_is_as_private_as_what_it_leads_to() throws IOException {
        store();
        var secret = Files.move(keyset(), data.resolve("mounted.json"));
        Files.createSymbolicLink(keyset(), secret);

        assertThat(finding().state()).isEqualTo(Finding.State.GOOD);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(finding().state()).isEqualTo(Finding.State.NOTE);
        Files.delete(secret);
        assertThat(finding().state()).isEqualTo(Finding.State.BAD);
        assertThat(finding().sentence()).contains("leads nowhere");
    }

    @Test
    void damaged_keys_are_bad_and_stay_as_they_are() throws IOException {
        Files.createDirectories(keyset().getParent());
        Files.writeString(keyset(), "nonsense");

        assertThat(finding().state()).isEqualTo(Finding.State.BAD);
        assertThat(finding().sentence()).contains("is damaged");
        assertThat(keyset()).hasContent("nonsense");
    }

    @Test
    void the_doctor_looks_where_the_environment_says() throws IOException {
        var elsewhere = data.resolve("elsewhere.json");
        new Secrets(elsewhere).encrypt("token", "c");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(doctor(Map.of("KINORA_KEYSET", elsewhere.toString())))
                .containsPattern("note  Keys +" + elsewhere + " is open to more than its owner");
        assertThat(doctor(Map.of())).containsPattern("ok    Keys +none yet");
    }

    @Test
    void a_named_keyset_that_is_missing_is_bad_and_not_made() {
        var elsewhere = data.resolve("unmounted").resolve("secrets.json");

        assertThat(doctor(Map.of("KINORA_KEYSET", elsewhere.toString())))
                .containsPattern("bad +Keys +KINORA_KEYSET names " + elsewhere + ", and there is no such file");
        assertThat(elsewhere.getParent()).doesNotExist();
    }

    private String doctor(Map<String, String> environment) {
        var said = new StringWriter();
        new CommandLine(new KinoraCommand(), new CommandFactory(environment(environment)))
                .setOut(new PrintWriter(said, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute("doctor");
        return said.toString();
    }
}
