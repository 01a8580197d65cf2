package dev.kinora.schema.docs;

import dev.kinora.schema.docs.Catalogue.Column;
import dev.kinora.schema.docs.Catalogue.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Places the tables of a module in layers, what is referred to left of what refers to it. All references to one table
 * share one line a layer; where it passes a layer without ending there, a place is kept free for it.
 */
final class DiagramLayout {
    static final int MARGIN = 32;
    private static final int GAP = 40;
    private static final int LANE = 16;
    private static final int CHANNEL = 64;
    private static final int TALLEST = 1150;
    /** Rows of neighbouring layers never lie on one height, so that lines do not run into each other. */
    private static final int STAGGER = 7;

    record Reference(Box from, Column column, Box to, boolean single) {}

    /** One line from a table through a channel, to columns and perhaps on into the next layer. */
    record Line(Box source, boolean optional, Box origin, List<Reference> ends, List<Box> onward, int layer) {}

    final List<Reference> references = new ArrayList<>();
    final List<List<Box>> layers = new ArrayList<>();
    final Map<Line, Integer> laneX = new LinkedHashMap<>();
    int width;
    int height;

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    DiagramLayout(List<Table> tables) {
        tables.forEach(table -> boxes.put(table.name(), new Box(table.name(), table)));
        tables.forEach(this::findReferences);
        var connected = new HashSet<Box>();
        references.forEach(reference -> {
            connected.add(reference.from());
            connected.add(reference.to());
        });
        boxes.values().stream().filter(connected::contains).forEach(box -> box.layer = depth(box, new HashSet<>()));
        fillLayers(connected);
        keepWaysFree();
        sortLayers();
        stack();
        boxes.values().stream().filter(box -> !connected.contains(box)).forEach(this::append);
        spread();
    }

    private void findReferences(Table table) {
        for (var column : table.columns()) {
            var constraint = table.reference(column);
            if (constraint != null && !table.name().equals(constraint.references())) {
                var to = boxes.get(constraint.references());
                var from = boxes.get(table.name());
                if (to != null && from != null) {
                    references.add(new Reference(from, column, to, table.isUnique(column)));
                }
            }
        }
    }

    private int depth(Box box, Set<Box> visited) {
        if (!visited.add(box)) {
            return 0;
        }
        var deepest = references.stream()
                .filter(reference -> reference.from() == box)
                .mapToInt(reference -> 1 + depth(reference.to(), new HashSet<>(visited)))
                .max()
                .orElse(0);
        return deepest;
    }

    private void fillLayers(Set<Box> connected) {
        for (int layer = 0; boxes.values().stream().anyMatch(isAtOrBehind(layer, connected)); layer++) {
            var here = new ArrayList<Box>();
            var used = 0;
            for (var box : boxesAt(layer, connected)) {
                // A layer too tall hands on those that nothing refers to.
                if (layer > 0 && used > 0 && used + box.height() > TALLEST && isLeaf(box)) {
                    box.layer++;
                } else {
                    here.add(box);
                    used += box.height() + GAP;
                }
            }
            layers.add(here);
        }
        if (layers.isEmpty()) {
            layers.add(new ArrayList<>());
            layers.add(new ArrayList<>());
        }
    }

    private List<Box> boxesAt(int layer, Set<Box> connected) {
        return boxes.values().stream()
                .filter(box -> connected.contains(box) && box.layer == layer)
                .sorted(Comparator.comparing(this::isLeaf))
                .toList();
    }

    private static Predicate<Box> isAtOrBehind(int layer, Set<Box> connected) {
        return box -> connected.contains(box) && box.layer >= layer;
    }

    private boolean isLeaf(Box box) {
        return references.stream().noneMatch(reference -> reference.to() == box);
    }

    private void keepWaysFree() {
        for (var source : List.copyOf(boxes.values())) {
            for (var optional : List.of(false, true)) {
                var ends = references.stream()
                        .filter(reference ->
                                reference.to() == source && reference.column().required() != optional)
                        .toList();
                var last = ends.stream().mapToInt(end -> end.from().layer).max().orElse(source.layer);
                var origin = source;
                for (int layer = source.layer; layer < last; layer++) {
                    var into = layer + 1;
                    var here = ends.stream()
                            .filter(end -> end.from().layer == into)
                            .toList();
                    var onward = new ArrayList<Box>();
                    if (into < last) {
                        var way = new Box(source.name + "~" + optional + into, null);
                        way.layer = into;
                        layers.get(into).add(way);
                        onward.add(way);
                    }
                    lines.add(new Line(source, optional, origin, here, onward, layer));
                    origin = onward.isEmpty() ? origin : onward.getFirst();
                }
            }
        }
    }

    private void sortLayers() {
        for (int sweep = 0; sweep < 4; sweep++) {
            for (var layer : layers.subList(1, layers.size())) {
                var weights = new LinkedHashMap<Box, Double>();
                layer.forEach(box -> weights.put(box, meanOfOrigins(box, layer)));
                layer.sort(Comparator.comparing(weights::get, Comparator.nullsLast(Comparator.naturalOrder())));
            }
        }
    }

    private double meanOfOrigins(Box box, List<Box> layer) {
        // Ways stay on top: the line then runs above the tables instead of between them.
        if (box.table == null) {
            return -1;
        }
        return lines.stream()
                .filter(line ->
                        line.layer() == box.layer - 1 && line.ends().stream().anyMatch(end -> end.from() == box))
                .mapToInt(line -> layers.get(line.layer()).indexOf(line.origin()))
                .average()
                .orElse(layer.indexOf(box));
    }

    private void stack() {
        for (int number = 0; number < layers.size(); number++) {
            var top = MARGIN + number % 3 * STAGGER;
            for (var box : layers.get(number)) {
                box.y = top;
                top += box.height() + (box.table == null ? 0 : GAP);
                top += (20 - (top - MARGIN - number % 3 * STAGGER) % 20) % 20;
            }
        }
    }

    private int bottom(List<Box> layer) {
        return layer.stream().mapToInt(box -> box.y + box.height()).max().orElse(MARGIN - GAP);
    }

    private void append(Box box) {
        // Two columns at least, or a module of unrelated tables would be one long strip.
        if (layers.size() < 3 && layers.stream().allMatch(layer -> bottom(layer) + box.height() > TALLEST)) {
            layers.add(new ArrayList<>());
        }
        var layer = layers.stream().min(Comparator.comparingInt(this::bottom)).orElseThrow();
        box.layer = layers.indexOf(layer);
        box.y = bottom(layer) + GAP;
        layer.add(box);
    }

    private void spread() {
        layers.removeIf(List::isEmpty);
        var left = MARGIN;
        for (int number = 0; number < layers.size(); number++) {
            var layer = layers.get(number);
            var widest = layer.stream().mapToInt(DiagramLayout::widthOf).max().orElse(0);
            for (var box : layer) {
                box.x = left;
                box.width = widest;
            }
            left += widest;
            width = left + MARGIN;
            left = lanes(number, left);
            height = Math.max(height, bottom(layer) + MARGIN);
        }
    }

    private int lanes(int number, int left) {
        var here = lines.stream()
                .filter(line -> line.layer() == number)
                .sorted(Comparator.comparingInt((Line line) -> line.origin().departureY(line.optional()))
                        .reversed())
                .toList();
        var x = left + CHANNEL / 2;
        for (var line : here) {
            laneX.put(line, x);
            x += LANE;
        }
        return Math.max(left + GAP, here.isEmpty() ? 0 : x - LANE + CHANNEL / 2);
    }

    private static int widthOf(Box box) {
        var table = box.table;
        if (table == null) {
            return 0;
        }
        var longest = table.columns().stream()
                .mapToInt(column -> column.name().length()
                        + DiagramText.note(table, column, null).length())
                .max()
                .orElse(0);
        return Math.max(220, 60 + 14 + (int) Math.ceil((longest + 3) * DiagramText.LETTER) + 14);
    }
}
