package dev.kinora.command;

import dev.kinora.database.Inspection;
import dev.kinora.database.Refusal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database's part of the doctor's round. */
final class DatabaseCheck {
    private static final Duration TOLERABLE = Duration.ofSeconds(1);

    private final Installation installation;
    private Optional<String> installationId = Optional.empty();

    DatabaseCheck(Installation installation) {
        this.installation = installation;
    }

    List<Finding> findings() {
        if (Files.isRegularFile(installation.dataPath())) {
            return List.of(Finding.note(
                    "Database", "not looked at, as there is no data directory", "Mend that first; see Disk."));
        }
        if (!installation.external() && !Files.exists(installation.dataPath().resolve("postgres/cluster"))) {
            return List.of(Finding.good(
                    "Database", "embedded, not laid out yet; './kinora start' does that at the first start"));
        }
        try (var database = installation.visit("doctor")) {
            return findings(Inspection.of(database.access()));
        } catch (Refusal e) {
            return List.of(Finding.bad("Database", e.sentence(), e.advice()));
        }
    }

    /** Which Kinora this is, once {@link #findings} has found it out. */
    Optional<String> installationId() {
        return installationId;
    }

    private List<Finding> findings(Inspection inspection) {
        installationId = inspection.installation();
        var findings = new ArrayList<Finding>();
        var kind = installation.external() ? "external" : "embedded";
        findings.add(Finding.good("Database", "PostgreSQL " + inspection.version() + ", " + kind));
        findings.add(
                inspection.lacking().isEmpty()
                        ? Finding.good("Grants", "the roles exist and nothing is missing")
                        : Finding.bad("Grants", "some are missing", inspection.grants()));
        findings.add(schema(inspection));
        inspection
                .alarms()
                .forEach(alarm -> findings.add(
                        Finding.bad("Alarm", alarm, "It is in the table alarms; clear it there once mended.")));
        if (inspection.encoders().size() > 1) {
            findings.add(
                    Finding.note(
                            "Workers",
                            "encode with different versions of ffmpeg: " + String.join("; ", inspection.encoders()),
                            "Give all of them the same: a film is encoded with one, and who has another leaves it to the others."));
        }
        if (inspection.lettersOnly()) {
            findings.add(Finding.note(
                    "Search",
                    "the database's locale knows no letters beyond ASCII; parts of words in other scripts are found slowly or not at all",
                    "Create the database with a UTF-8 locale, e.g. LC_CTYPE 'C.UTF-8'."));
        }
        var difference = inspection.clockAhead().abs();
        findings.add(
                difference.compareTo(TOLERABLE) <= 0
                        ? Finding.good("Clock", "agrees with the database's to within a second")
                        : Finding.bad(
                                "Clock",
                                "differs from the database's by " + difference.toSeconds() + " s",
                                "Synchronise both machines (NTP): expiry times and leases rely on it."));
        return findings;
    }

    private static Finding schema(Inspection inspection) {
        if (inspection.objection().isPresent()) {
            var objection = inspection.objection().get();
            return Finding.bad("Schema", objection.sentence(), objection.advice());
        }
        return inspection.pendingMigrations() == 0
                ? Finding.good(
                        "Schema",
                        "up to date at version " + inspection.schemaVersion()
                                + "; its migrations are those of this release")
                : Finding.note(
                        "Schema",
                        inspection.pendingMigrations() + " migrations have not run yet",
                        "'./kinora migrate' runs them; so does the next start.");
    }
}
