package dev.kinora.web.admin;

import dev.kinora.jobs.JobGraph;
import dev.kinora.jobs.JobState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A graph of jobs laid out from left to right: each stands right of all it waits for. Where a column would be too high, jobs
 * of one kind and state stand together.
 */
public record JobDrawing(List<Box> boxes, List<Line> lines, int width, int height) {
    public static final int BOX_WIDTH = 188;
    public static final int BOX_HEIGHT = 52;

    private static final int ACROSS = 44;
    private static final int DOWN = 12;
    private static final int MARGIN = 2;
    private static final int HIGHEST = 7;
    private static final int LONGEST = 20;

    /** @param job null for several */
    public record Box(
            @Nullable UUID job, String type, JobState state, int percent, int jobs, boolean self, int x, int y) {
        public String label() {
            var name = type.length() <= LONGEST ? type : type.substring(0, LONGEST - 1) + "…";
            return jobs == 1 ? name : jobs + " × " + name;
        }
    }

    public record Line(String path, boolean met) {}

    /** Several jobs that are drawn as one, or one. */
    private record Cell(int layer, List<JobGraph.Node> nodes, boolean self) {}

    public static JobDrawing of(JobGraph graph, UUID self) {
        var layers = layers(graph);
        var cells = cells(graph, layers, self);
        var cellOf = new HashMap<UUID, Cell>();
        cells.values()
                .forEach(column -> column.forEach(cell -> cell.nodes().forEach(node -> cellOf.put(node.id(), cell))));
        order(cells, graph, cellOf);
        var places = new LinkedHashMap<Cell, Box>();
        var highest = cells.values().stream().mapToInt(List::size).max().orElse(0);
        cells.forEach((layer, column) -> {
            var top = (highest - column.size()) * (BOX_HEIGHT + DOWN) / 2;
            for (int row = 0; row < column.size(); row++) {
                places.put(
                        column.get(row),
                        box(
                                column.get(row),
                                MARGIN + layer * (BOX_WIDTH + ACROSS),
                                MARGIN + top + row * (BOX_HEIGHT + DOWN)));
            }
        });
        return new JobDrawing(
                List.copyOf(places.values()),
                lines(graph, cellOf, places),
                cells.size() * (BOX_WIDTH + ACROSS) - ACROSS + 2 * MARGIN,
                highest * (BOX_HEIGHT + DOWN) - DOWN + 2 * MARGIN);
    }

    public boolean isAlone() {
        return boxes.size() < 2;
    }

    /** By the longest way to each, so that no line leads backwards. */
    private static Map<UUID, Integer> layers(JobGraph graph) {
        var layers = new HashMap<UUID, Integer>();
        // A graph of jobs has no circle: as many rounds as it has jobs are always enough.
        for (int round = 0; round < graph.nodes().size(); round++) {
            for (var edge : graph.edges()) {
                layers.merge(edge.child(), layers.getOrDefault(edge.parent(), 0) + 1, Math::max);
            }
        }
        // What waits for nobody stands next to what waits for it, not at the far left.
        for (int round = 0; round < graph.nodes().size(); round++) {
            var nearest = new HashMap<UUID, Integer>();
            for (var edge : graph.edges()) {
                nearest.merge(edge.parent(), layers.getOrDefault(edge.child(), 0) - 1, Math::min);
            }
            layers.putAll(nearest);
        }
        return layers;
    }

    private static Map<Integer, List<Cell>> cells(JobGraph graph, Map<UUID, Integer> layers, UUID self) {
        var columns = new TreeMap<Integer, List<JobGraph.Node>>();
        graph.nodes()
                .forEach(node -> columns.computeIfAbsent(layers.getOrDefault(node.id(), 0), _ -> new ArrayList<>())
                        .add(node));
        var cells = new LinkedHashMap<Integer, List<Cell>>();
        for (var column : columns.values()) {
            var layer = cells.size();
            var together = new LinkedHashMap<String, List<JobGraph.Node>>();
            for (var node : column) {
                var alone = column.size() <= HIGHEST || node.id().equals(self);
                together.computeIfAbsent(
                                alone ? node.id().toString() : node.type() + " " + node.state(), _ -> new ArrayList<>())
                        .add(node);
            }
            cells.put(
                    layer,
                    new ArrayList<>(together.values().stream()
                            .map(nodes -> new Cell(
                                    layer,
                                    nodes,
                                    nodes.stream().anyMatch(node -> node.id().equals(self))))
                            .toList()));
        }
        return cells;
    }

    /** Each beside the middle of what it waits for. */
    private static void order(Map<Integer, List<Cell>> cells, JobGraph graph, Map<UUID, Cell> cellOf) {
        var rows = new HashMap<Cell, Integer>();
        for (var column : cells.values()) {
            var middles = new HashMap<Cell, Double>();
            for (var cell : column) {
                middles.put(
                        cell,
                        graph.edges().stream()
                                .filter(edge -> cell.equals(cellOf.get(edge.child())))
                                .mapToInt(edge -> rows.getOrDefault(cellOf.get(edge.parent()), 0))
                                .average()
                                .orElse(0));
            }
            column.sort(Comparator.comparingDouble(middles::get));
            for (int row = 0; row < column.size(); row++) {
                rows.put(column.get(row), row);
            }
        }
    }

    private static Box box(Cell cell, int x, int y) {
        var first = cell.nodes().getFirst();
        var single = cell.nodes().size() == 1;
        return new Box(
                single ? first.id() : null,
                first.type(),
                first.state(),
                first.percent(),
                cell.nodes().size(),
                cell.self(),
                x,
                y);
    }

    private static List<Line> lines(JobGraph graph, Map<UUID, Cell> cellOf, Map<Cell, Box> places) {
        record Pair(Box from, Box to) {}
        Set<Pair> pairs = new LinkedHashSet<>();
        for (var edge : graph.edges()) {
            pairs.add(new Pair(
                    java.util.Objects.requireNonNull(places.get(cellOf.get(edge.parent()))),
                    java.util.Objects.requireNonNull(places.get(cellOf.get(edge.child())))));
        }
        return pairs.stream()
                .map(pair -> new Line(
                        path(pair.from(), pair.to()),
                        isMet(pair.from().state(), pair.to().state())))
                .toList();
    }

    /** Some go on though what they waited for failed: that edge holds nobody up any more. */
    private static boolean isMet(JobState parent, JobState child) {
        return switch (parent) {
            case completed -> true;
            case failed, cancelled -> child != JobState.waiting && child != JobState.cancelled;
            default -> false;
        };
    }

    private static String path(Box from, Box to) {
        var x1 = from.x() + BOX_WIDTH;
        var y1 = from.y() + BOX_HEIGHT / 2;
        var x2 = to.x();
        var y2 = to.y() + BOX_HEIGHT / 2;
        var bend = Math.max(24, (x2 - x1) / 2);
        return "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
    }
}
