package dev.kinora.processing;

import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;

/** A worker as a process of its own, which a test may kill. */
final class EncodingWorker {
    private EncodingWorker() {}

    /** @param arguments where the owner signs in: address, user, password; and settings */
    public static void main(String... arguments) throws InterruptedException {
        var owner = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        Application.start(
                WebApplicationType.NONE,
                () -> DatabaseAccess.of(owner, Map.of()),
                Arrays.asList(arguments).subList(3, arguments.length));
        System.out.println("working");
        new CountDownLatch(1).await();
    }
}
