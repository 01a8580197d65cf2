package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Table;
import dev.kinora.schema.docs.DiagramLayout.Line;
import java.util.List;

/** An entity-relationship diagram as SVG, in the house's look, light and dark. */
final class Diagram {
    private static final String STYLE = """
            <style>
            svg { --paper: #FBFAF7; --surface: #FFFFFF; --ink: #16140F; --muted: #6B665C; --line: #E4E0D7; --edge: #8F897D; --accent: #C2410C }
            @media (prefers-color-scheme: dark) {
            svg { --paper: #121110; --surface: #1B1A18; --ink: #F4F1EA; --muted: #A39E93; --line: #2E2C28; --edge: #7D786E; --accent: #FF8A4C } }
            .paper { fill: var(--paper) }
            .box { fill: var(--surface); stroke: var(--line) }
            .rule { stroke: var(--line) }
            .edge, .foot { fill: none; stroke: var(--edge); stroke-width: 1.25; stroke-linejoin: round }
            .ring { fill: var(--paper); stroke: var(--edge); stroke-width: 1.25 }
            .joint { fill: var(--edge) }
            text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink) }
            .name { font: 600 14px Inter, system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }
            .note { fill: var(--muted); text-anchor: end }
            .mark { font-size: 10px; fill: var(--muted) }
            .key { fill: var(--accent); font-weight: 700 }
            </style>
            """;

    private final DiagramLayout layout;
    private final StringBuilder svg = new StringBuilder();

    private Diagram(List<Table> tables) {
        layout = new DiagramLayout(tables);
    }

    static String of(String module, List<Table> tables) {
        var diagram = new Diagram(tables);
        diagram.draw(module, tables);
        return diagram.svg.toString();
    }

    private void draw(String module, List<Table> tables) {
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-labelledby=\"title desc\">\n"
                        .formatted(layout.width, layout.height, layout.width, layout.height));
        svg.append("<title id=\"title\">Tables of the module %s</title>\n".formatted(module));
        svg.append("<desc id=\"desc\">%s</desc>\n"
                .formatted(String.join(", ", tables.stream().map(Table::name).toList())));
        svg.append(STYLE);
        svg.append("<rect class=\"paper\" width=\"100%\" height=\"100%\" rx=\"12\"/>\n");
        layout.laneX.forEach(this::line);
        layout.layers.forEach(layer -> layer.forEach(this::box));
        svg.append("</svg>\n");
    }

    private void box(Box box) {
        var table = box.table;
        if (table == null) {
            svg.append("<path class=\"edge\" d=\"M%d %dh%d\"/>\n".formatted(box.x, box.departureY(false), box.width));
            return;
        }
        svg.append("<g><rect class=\"box\" x=\"%d.5\" y=\"%d.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
                .formatted(box.x, box.y, box.width - 1, box.height() - 1));
        svg.append("<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(box.x + 14, box.y + 25, box.name));
        svg.append("<path class=\"rule\" d=\"M%d %d.5h%d\"/>\n".formatted(box.x + 1, box.y + 36, box.width - 2));
        for (var column : table.columns()) {
            var mark = DiagramText.mark(table, column);
            var y = box.rowY(column.name()) + 4;
            if (!mark.isEmpty()) {
                svg.append("<text class=\"mark%s\" x=\"%d\" y=\"%d\">%s</text>"
                        .formatted(mark.startsWith("PK") ? " key" : "", box.x + 14, y, mark));
            }
            svg.append("<text x=\"%d\" y=\"%d\">%s</text><text class=\"note\" x=\"%d\" y=\"%d\">%s</text>\n"
                    .formatted(
                            box.x + 52,
                            y,
                            DiagramText.escape(column.name()),
                            box.right() - 14,
                            y,
                            DiagramText.escape(DiagramText.note(table, column, layout))));
        }
        svg.append("</g>\n");
    }

    private void line(Line line, int lane) {
        var from = line.origin().departureY(line.optional());
        svg.append(
                "<path class=\"edge\" d=\"M%d %dH%d\"/>".formatted(line.origin().right(), from, lane));
        if (line.origin().table != null) {
            departure(line.origin().right(), from, line.optional());
        }
        var lowest = from;
        var highest = from;
        for (var end : line.ends()) {
            var y = end.from().rowY(end.column().name());
            lowest = Math.max(lowest, y);
            highest = Math.min(highest, y);
            arrival(lane, end.from().x, y, end.single());
        }
        for (var way : line.onward()) {
            var y = way.departureY(false);
            lowest = Math.max(lowest, y);
            highest = Math.min(highest, y);
            svg.append("<path class=\"edge\" d=\"M%d %dH%d\"/>".formatted(lane, y, way.x));
        }
        svg.append("<path class=\"edge\" d=\"M%d %dV%d\"/>\n".formatted(lane, highest, lowest));
    }

    /** Exactly one: two bars. One or none: a bar and a ring. */
    private void departure(int x, int y, boolean optional) {
        svg.append("<path class=\"foot\" d=\"M%d %dv10\"/>".formatted(x + 6, y - 5));
        if (optional) {
            svg.append("<circle class=\"ring\" cx=\"%d\" cy=\"%d\" r=\"3.5\"/>".formatted(x + 12, y));
        } else {
            svg.append("<path class=\"foot\" d=\"M%d %dv10\"/>".formatted(x + 10, y - 5));
        }
    }

    /** Any number: a crow's foot and a ring. At most one: a bar and a ring. */
    private void arrival(int lane, int x, int y, boolean single) {
        svg.append("<path class=\"edge\" d=\"M%d %dH%d\"/><circle class=\"joint\" cx=\"%d\" cy=\"%d\" r=\"2.25\"/>"
                .formatted(lane, y, x, lane, y));
        svg.append(
                single
                        ? "<path class=\"foot\" d=\"M%d %dv10\"/>".formatted(x - 7, y - 5)
                        : "<path class=\"foot\" d=\"M%d %dL%d %dL%d %d\"/>".formatted(x, y - 6, x - 10, y, x, y + 6));
        svg.append("<circle class=\"ring\" cx=\"%d\" cy=\"%d\" r=\"3.5\"/>\n".formatted(x - 14, y));
    }
}
