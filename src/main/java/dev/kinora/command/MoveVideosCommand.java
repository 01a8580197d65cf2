package dev.kinora.command;

import dev.kinora.library.Moving;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "move-videos",
        description = "Queue the moves of all videos to another store; whatever runs jobs makes them.",
        mixinStandardHelpOptions = true)
final class MoveVideosCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(names = "--to", required = true, paramLabel = "STORE", description = "Its name in the settings.")
    private String to;

    @Option(names = "--from", paramLabel = "STORE", description = "Only those in that one. Default: all others.")
    private @Nullable String from;

    @Override
    public Integer call() {
        var moved = OperatorWork.on(
                installation,
                "admin move-videos",
                context -> context.getBean(Moving.class).moveAll(Optional.ofNullable(from), to, Integer.MAX_VALUE));
        System.out.println(moved.queued() + " on their way to " + to + ".");
        if (moved.refused() > 0) {
            System.out.println(
                    moved.refused()
                            + " cannot be moved now: an upload is under way, or old bytes are still to be deleted, or the store is full.");
        }
        return 0;
    }
}
