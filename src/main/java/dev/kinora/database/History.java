package dev.kinora.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** The migrations a database has had, held against those of this program. */
record History(List<MigrationInfo> migrations) {

    int pending() {
        return (int) all(MigrationState.PENDING).count();
    }

    /** The version of this program's schema. */
    String known() {
        return last(each -> each.getState().isResolved());
    }

    /** Why this program must not touch the database, if it must not. */
    Optional<Refusal> objection() {
        return newer().or(this::lacking).or(this::changed).or(this::late);
    }

    private Optional<Refusal> newer() {
        return all(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED)
                .reduce((_, last) -> last)
                .map(last -> new Refusal(
                        "The database is newer than this Kinora: its schema has version " + last.getVersion()
                                + ", this program knows versions up to " + known() + ".",
                        "Use the newer Kinora that migrated it, or a backup from before. Nothing was changed."));
    }

    private Optional<Refusal> lacking() {
        return all(MigrationState.MISSING_SUCCESS, MigrationState.MISSING_FAILED)
                .findFirst()
                .map(one -> new Refusal(
                        "The database has had migration " + name(one) + ", which this Kinora lacks.",
                        "Another build of Kinora migrated it: use that one. Nothing was changed."));
    }

    private Optional<Refusal> changed() {
        return migrations.stream()
                .filter(each -> each.getState().isApplied() && each.getState().isResolved())
                .filter(each -> !each.isChecksumMatching() || !each.isDescriptionMatching())
                .findFirst()
                .map(one -> new Refusal(
                        "Migration " + name(one)
                                + " of this Kinora is not the one the database has had: it was changed since.",
                        "Use the Kinora that migrated the database, or put the migration back as it was; a change belongs"
                                + " into a new one. Nothing was changed in the database."));
    }

    private Optional<Refusal> late() {
        return all(MigrationState.IGNORED)
                .findFirst()
                .map(one -> new Refusal(
                        "Migration " + name(one)
                                + " of this Kinora has not run, yet the database has had later ones, up to "
                                + last(each -> each.getState().isApplied()) + ".",
                        "Another build of Kinora migrated it: use that one, or give the migration a version above."
                                + " Nothing was changed."));
    }

    private Stream<MigrationInfo> all(MigrationState... states) {
        return migrations.stream().filter(each -> List.of(states).contains(each.getState()));
    }

    private String last(Predicate<MigrationInfo> chosen) {
        return migrations.stream()
                .filter(chosen)
                .reduce((_, last) -> last)
                .map(each -> each.getVersion().toString())
                .orElse("none");
    }

    private static String name(MigrationInfo migration) {
        return migration.getVersion() + " (" + migration.getDescription() + ")";
    }
}
