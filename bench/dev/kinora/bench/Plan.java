package dev.kinora.bench;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) tells, in short.
 *
 * @param scans the tables that were read from end to end
 */
record Plan(String summary, Set<String> scans, long hits, long reads, double milliseconds) {

    static Plan read(String json) {
        var root = JsonMapper.shared().readTree(json).get(0);
        var top = root.get("Plan");
        var steps = new LinkedHashSet<String>();
        var scans = new TreeSet<String>();
        walk(top, steps, scans);
        return new Plan(
                String.join(", ", steps),
                scans,
                top.path("Shared Hit Blocks").asLong(),
                top.path("Shared Read Blocks").asLong(),
                root.path("Execution Time").asDouble());
    }

    private static void walk(JsonNode node, Set<String> steps, Set<String> scans) {
        var type = node.path("Node Type").asString();
        var table = node.path("Relation Name").asString("");
        var index = node.path("Index Name").asString("");
        // What never ran cost nothing.
        if (node.path("Actual Loops").asLong() > 0) {
            if (type.equals("Seq Scan") || type.equals("Sample Scan")) {
                scans.add(table);
                steps.add("SEQ " + table);
            } else if (!index.isEmpty()) {
                steps.add(index.replaceFirst("_p\\d{6}", "_p*"));
            } else if (type.contains("Sort")
                    || type.contains("Aggregate")
                    || type.startsWith("Hash Join")
                    || type.startsWith("Merge")) {
                steps.add(type.toLowerCase(java.util.Locale.ROOT));
            }
        }
        for (var child : node.path("Plans")) {
            walk(child, steps, scans);
        }
    }
}
