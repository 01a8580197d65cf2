package dev.kinora.jobs;

import java.util.List;
import java.util.UUID;

/**
 * What a job waits for and what waits for it, the nearest first.
 *
 * @param more whether there is more than is named here
 */
public record JobGraph(List<Node> nodes, List<Edge> edges, boolean more) {
    /** @param depth 0 for the job itself, negative for what it waits for, positive for what waits for it */
    public record Node(UUID id, String type, JobState state, int percent, int depth) {}

    public record Edge(UUID parent, UUID child) {}

    public JobGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
