package dev.kinora.command;

import dev.kinora.database.Database;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.Migrations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The database being opened and migrated beside the application's own start; whoever needs it waits for it. */
final class Opening implements AutoCloseable {
    private final CompletableFuture<Database> database = new CompletableFuture<>();

    private Opening() {}

    static Opening begin(Supplier<Database> open) {
        var opening = new Opening();
        Thread.ofPlatform().name("database-opening").daemon().start(() -> opening.run(open));
        return opening;
    }

    private void run(Supplier<Database> open) {
        try {
            var opened = open.get();
            try {
                new Migrations(opened.access()).run();
                database.complete(opened);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            database.completeExceptionally(e);
        }
    }

    DatabaseAccess access() {
        return opened().access();
    }

    Database opened() {
        try {
            return database.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits for an opening under way, so that no server is left behind; one that failed has closed itself. */
    @Override
    public void close() {
        database.handle((opened, _) -> opened)
                .thenAccept(opened -> {
                    if (opened != null) {
                        opened.close();
                    }
                })
                .join();
    }

    /** At the end of a process that served, once everything else in it has ended. */
    void stop() {
        close();
        System.out.println("Stopped.");
    }
}
