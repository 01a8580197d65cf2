package dev.kinora.command;

import dev.kinora.database.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.WebApplicationType;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lives one short life while the JVM records which classes it took, so that the next start finds them prepared. */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start, answer a few requests and stop, on a scratch directory.")
final class RehearseCommand implements Callable<Integer> {
    private static final List<String> REQUESTS = List.of("/", "/design", "/nowhere", "/health", "/api/openapi.json");

    @Mixin
    private Installation installation;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The programs stay unpacked for the next rehearsal; the database is laid out anew, as its schema may differ.
        var scratch = installation.directory();
        var lock = Database.claim(scratch, "rehearsal");
        FileSystemUtils.deleteRecursively(scratch.resolve("postgres").resolve("cluster"));
        try (var opening = Opening.begin(() -> Database.own(scratch, Map.of(), lock))) {
            try (var context =
                    Application.start(WebApplicationType.SERVLET, scratch, opening, List.of("--server.port=0"))) {
                var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                for (var path : REQUESTS) {
                    visit(port, path);
                }
            }
        }
        return 0;
    }

    private static void visit(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.discarding());
            System.out.println(path + " " + answer.statusCode());
        }
    }
}
