package dev.kinora.schema.docs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL itself says of the migrated database, in an order that does not depend on when it was made. Left out:
 * partitions (their names tell the month), the migrations' own history, and whatever extensions brought along.
 */
record Catalogue(
        List<Table> tables,
        List<View> views,
        List<Index> indexes,
        List<Routine> routines,
        List<EnumType> enums,
        List<PartitionPlan> plans) {

    record Table(
            String name,
            String comment,
            boolean secured,
            @Nullable String partitionedBy,
            List<Column> columns,
            List<Constraint> constraints,
            List<Policy> policies,
            List<Grant> grants,
            List<Trigger> triggers,
            List<Index> indexes) {

        Set<String> keyColumns() {
            return constraints.stream()
                    .filter(constraint -> constraint.kind().equals("p"))
                    .flatMap(constraint -> constraint.columns().stream())
                    .collect(Collectors.toSet());
        }

        @Nullable
        Constraint reference(Column column) {
            return constraints.stream()
                    .filter(constraint -> constraint.references() != null
                            && constraint.columns().equals(List.of(column.name())))
                    .findFirst()
                    .orElse(null);
        }

        boolean isUnique(Column column) {
            return constraints.stream()
                    .anyMatch(constraint -> Set.of("p", "u").contains(constraint.kind())
                            && constraint.columns().equals(List.of(column.name())));
        }
    }

    record Column(
            String table,
            String name,
            String type,
            boolean required,
            boolean generated,
            @Nullable String expression,
            String comment) {}

    record Constraint(
            String table,
            String name,
            String kind,
            List<String> columns,
            @Nullable String references,
            String definition) {}

    record Policy(
            String table,
            String name,
            String command,
            String roles,
            @Nullable String using,
            @Nullable String check) {}

    record Grant(String table, String role, String privilege, List<String> columns) {}

    record Trigger(String table, String name, String moment, String action) {}

    record Index(String table, String name, boolean unique, String definition) {}

    record View(
            String name,
            boolean materialized,
            List<String> options,
            String comment,
            List<String> columns,
            String definition) {}

    record Routine(
            String name,
            String arguments,
            String result,
            String volatility,
            boolean definer,
            String comment,
            boolean trigger) {}

    record EnumType(String name, List<String> values, String comment) {}

    record PartitionPlan(
            String table,
            String cutBy,
            int monthsAhead,
            @Nullable String retention) {}
}
