package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Column;
import dev.kinora.schema.docs.Catalogue.Grant;
import dev.kinora.schema.docs.Catalogue.Index;
import dev.kinora.schema.docs.Catalogue.Policy;
import dev.kinora.schema.docs.Catalogue.Routine;
import dev.kinora.schema.docs.Catalogue.Table;
import dev.kinora.schema.docs.Catalogue.View;
import dev.kinora.schema.docs.IndexQueries.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** docs/schema.md: the introduction people wrote, then what the catalogue says, module by module. */
final class SchemaPage {
    /** Made for every secured table by secure_table(); said once, in the introduction. */
    private static final Set<String> SHARED_POLICIES = Set.of("system_all", "owner_all");

    private final Catalogue catalogue;
    private final Migrated migrated;
    private final Map<String, Purpose> purposes;
    private final StringBuilder page = new StringBuilder();

    SchemaPage(Catalogue catalogue, Migrated migrated, Map<String, Purpose> purposes) {
        this.catalogue = catalogue;
        this.migrated = migrated;
        this.purposes = purposes;
    }

    String write(String introduction) {
        page.append(introduction.strip()).append("\n\n");
        overview();
        migrated.modules().forEach(this::module);
        return page.toString();
    }

    private void overview() {
        page.append("## Modules\n\n");
        row("Module", "Tables", "Views");
        row("---", "---", "---");
        for (var module : migrated.modules()) {
            row(
                    "[" + module + "](#" + module + ")",
                    catalogue.tables().stream()
                            .filter(table -> belongs(table.name(), module))
                            .map(table -> "[" + table.name() + "](#" + table.name() + ")")
                            .collect(Collectors.joining(", ")),
                    catalogue.views().stream()
                            .filter(view -> belongs(view.name(), module))
                            .map(view -> "[" + view.name() + "](#" + view.name() + ")")
                            .collect(Collectors.joining(", ")));
        }
        page.append('\n');
    }

    private boolean belongs(String object, String module) {
        return migrated.moduleOf(object).equals(module);
    }

    private void module(String module) {
        page.append("## ").append(module).append("\n\n");
        page.append("![Tables of the module ")
                .append(module)
                .append("](schema/")
                .append(module)
                .append(".svg)\n\n");
        catalogue.tables().stream()
                .filter(table -> belongs(table.name(), module))
                .forEach(this::table);
        catalogue.views().stream().filter(view -> belongs(view.name(), module)).forEach(this::view);
        plans(module);
        enums(module);
        routines(module, "Functions", routine -> !routine.trigger());
        routines(module, "Trigger functions", Routine::trigger);
    }

    private void table(Table table) {
        page.append("### ")
                .append(table.name())
                .append("\n\n")
                .append(table.comment())
                .append("\n\n");
        if (table.partitionedBy() != null) {
            page.append("Partitioned by `").append(table.partitionedBy()).append("`.\n\n");
        }
        row("Column", "Type", "Null", "Default", "Meaning");
        row("---", "---", "---", "---", "---");
        table.columns().forEach(column -> column(table, column));
        page.append('\n');
        list(
                "Constraints",
                table.constraints().stream()
                        .map(constraint -> code(constraint.name()) + " " + code(constraint.definition()))
                        .toList());
        security(table);
        list(
                "Triggers",
                table.triggers().stream()
                        .map(trigger -> code(trigger.name()) + " " + trigger.moment() + ": " + code(trigger.action()))
                        .toList());
        indexes(table.indexes());
    }

    private void column(Table table, Column column) {
        var keys = table.keyColumns().contains(column.name()) ? " **PK**" : "";
        var reference = table.reference(column);
        if (reference != null) {
            keys += " → [" + reference.references() + "](#" + reference.references() + ")";
        }
        row(
                code(column.name()) + keys,
                column.type(),
                column.required() ? "no" : "yes",
                defaultOf(column),
                escape(column.comment()));
    }

    private static String defaultOf(Column column) {
        if (column.expression() == null) {
            return "";
        }
        return (column.generated() ? "derived: " : "") + cell(column.expression());
    }

    private void security(Table table) {
        if (!table.secured()) {
            page.append("**Row-level security: off.**\n\n");
            return;
        }
        var names = table.policies().stream().map(Policy::name).collect(Collectors.toSet());
        var shared =
                names.containsAll(SHARED_POLICIES) ? "`system_all` and `owner_all`" : "none of the shared policies";
        var own = table.policies().stream()
                .filter(policy -> !(names.containsAll(SHARED_POLICIES) && SHARED_POLICIES.contains(policy.name())))
                .toList();
        page.append("Row-level security: forced; ").append(shared).append(own.isEmpty() ? " alone.\n\n" : ", and:\n\n");
        if (!own.isEmpty()) {
            row("Policy", "Command", "Role", "Using", "With check");
            row("---", "---", "---", "---", "---");
            own.forEach(policy -> row(
                    code(policy.name()),
                    policy.command(),
                    policy.roles(),
                    condition(policy.using()),
                    condition(policy.check())));
            page.append('\n');
        }
        var grants = table.grants().stream().map(SchemaPage::grant).collect(Collectors.joining("; "));
        page.append("`kinora_app` may ")
                .append(grants.isEmpty() ? "nothing" : grants)
                .append(".\n\n");
    }

    /** As written in the migration: PostgreSQL names the column of every subquery. */
    private static String condition(@Nullable String expression) {
        return expression == null
                ? ""
                : cell(expression.replaceAll("\\( SELECT (\\w+\\(\\)) AS \\w+\\)", "(select $1)"));
    }

    private static String grant(Grant grant) {
        return "**" + grant.privilege() + "**"
                + (grant.columns().isEmpty() ? "" : " " + String.join(", ", grant.columns()));
    }

    private void indexes(List<Index> indexes) {
        if (indexes.isEmpty()) {
            return;
        }
        row("Index", "On", "Serves");
        row("---", "---", "---");
        for (var index : indexes) {
            var purpose = purposes.get(index.name());
            row(
                    code(index.name()) + (index.unique() ? " unique" : ""),
                    cell(index.definition()),
                    purpose == null ? "" : escape(purpose.sentence()) + "<br>" + cell(purpose.query()));
        }
        page.append('\n');
    }

    private void view(View view) {
        page.append("### ").append(view.name()).append("\n\n");
        page.append(view.materialized() ? "Materialized view. " : "View. ")
                .append(view.comment())
                .append("\n\n");
        page.append("Columns: ")
                .append(view.columns().stream().map(SchemaPage::code).collect(Collectors.joining(", ")));
        page.append(".\n\n");
        if (!view.options().isEmpty()) {
            page.append("Options: ")
                    .append(code(String.join(", ", view.options())))
                    .append(".\n\n");
        }
        page.append("<details><summary>Definition</summary>\n\n```sql\n").append(view.definition());
        page.append("\n```\n\n</details>\n\n");
        indexes(catalogue.indexes().stream()
                .filter(index -> index.table().equals(view.name()))
                .toList());
    }

    private void plans(String module) {
        var plans = catalogue.plans().stream()
                .filter(plan -> belongs(plan.table(), module))
                .toList();
        if (plans.isEmpty()) {
            return;
        }
        page.append("### Partition plans of ").append(module).append("\n\n");
        row("Table", "Cut by the month of", "Made ahead", "Kept");
        row("---", "---", "---", "---");
        plans.forEach(plan -> row(
                "[" + plan.table() + "](#" + plan.table() + ")",
                code(plan.cutBy()),
                plan.monthsAhead() + " months",
                plan.retention() == null ? "for ever" : plan.retention()));
        page.append('\n');
    }

    private void enums(String module) {
        var enums = catalogue.enums().stream()
                .filter(type -> belongs(type.name(), module))
                .toList();
        if (enums.isEmpty()) {
            return;
        }
        page.append("### Types of ").append(module).append("\n\n");
        row("Type", "Values", "Meaning");
        row("---", "---", "---");
        enums.forEach(type -> row(
                code(type.name()),
                type.values().stream().map(SchemaPage::code).collect(Collectors.joining(", ")),
                escape(type.comment())));
        page.append('\n');
    }

    private void routines(String module, String heading, Predicate<Routine> kind) {
        var routines = catalogue.routines().stream()
                .filter(kind)
                .filter(routine -> belongs(routine.name(), module))
                .toList();
        if (routines.isEmpty()) {
            return;
        }
        page.append("### ").append(heading).append(" of ").append(module).append("\n\n");
        row("Function", "Returns", "Kind", "Meaning");
        row("---", "---", "---", "---");
        routines.forEach(routine -> row(
                cell(routine.name() + "(" + routine.arguments() + ")"),
                routine.result(),
                routine.volatility() + (routine.definer() ? ", definer's rights" : ""),
                escape(routine.comment())));
        page.append('\n');
    }

    private void list(String heading, List<String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        page.append(heading).append(":\n");
        entries.forEach(entry -> page.append("- ").append(entry).append('\n'));
        page.append('\n');
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** Code in a table: one line, and no bar that would end the cell. */
    private static String cell(String text) {
        return code(text.replaceAll("\\s+", " ").strip().replace("|", "\\|"));
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
