package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Table;
import org.jspecify.annotations.Nullable;

/** A table's place in a diagram; without a table it is only the way of a line through a layer it does not end in. */
final class Box {
    static final int HEADER = 40;
    static final int ROW = 20;

    final String name;
    final @Nullable Table table;
    int layer;
    int x;
    int y;
    int width;

    Box(String name, @Nullable Table table) {
        this.name = name;
        this.table = table;
    }

    int height() {
        return table == null ? ROW : HEADER + table.columns().size() * ROW + 10;
    }

    int right() {
        return x + width;
    }

    int rowY(String column) {
        if (table != null) {
            for (int place = 0; place < table.columns().size(); place++) {
                if (table.columns().get(place).name().equals(column)) {
                    return y + HEADER + place * ROW + ROW / 2;
                }
            }
        }
        throw new IllegalArgumentException(name + " has no column " + column);
    }

    /** Where lines leave to those that refer to this one: at the key, or at the title when they may also refer to nothing. */
    int departureY(boolean optional) {
        if (table == null) {
            return y + ROW / 2;
        }
        return optional ? y + HEADER / 2 : y + HEADER + ROW / 2;
    }
}
