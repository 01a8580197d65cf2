package dev.kinora.bench.queue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A contestant as the bench knows it.
 *
 * @param command what starts its process
 * @param unfinished a statement that counts the jobs in the database that are not completed, the failed among them
 */
public record Entrant(String name, List<String> command, String unfinished) {

    /** With the JVM's options of this process, the product's. */
    public static Entrant java(String name, Class<? extends Contestant> contestant, String unfinished) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ContestantLoop.class.getName(), contestant.getName()));
        return new Entrant(name, command, unfinished);
    }

    static Entrant node(String name, Path node, Path script, String unfinished) {
        return new Entrant(name, List.of(node.toString(), script.toString()), unfinished);
    }
}
