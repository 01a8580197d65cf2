package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Column;
import dev.kinora.schema.docs.Catalogue.Table;
import org.jspecify.annotations.Nullable;

/** The words in a diagram's boxes. */
final class DiagramText {
    /** A letter of the monospaced face at 12 px, the widest of those in use. */
    static final double LETTER = 7.25;

    private DiagramText() {}

    static String mark(Table table, Column column) {
        var key = table.keyColumns().contains(column.name());
        var reference = table.reference(column) != null;
        if (key && reference) {
            return "PK FK";
        }
        if (key) {
            return "PK";
        }
        if (reference) {
            return "FK";
        }
        return column.generated() ? "=" : "";
    }

    /** The type, with ? where it may be null; for a reference that leaves the diagram or returns to its table, where to. */
    static String note(Table table, Column column, @Nullable DiagramLayout layout) {
        var optional = column.required() ? "" : "?";
        var reference = table.reference(column);
        if (reference == null || isDrawn(column, table, layout)) {
            return column.type() + optional;
        }
        var target = reference.references();
        return "→ " + (table.name().equals(target) ? "itself" : target) + optional;
    }

    private static boolean isDrawn(Column column, Table table, @Nullable DiagramLayout layout) {
        return layout != null
                && layout.references.stream()
                        .anyMatch(
                                reference -> reference.column().equals(column) && table.equals(reference.from().table));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
