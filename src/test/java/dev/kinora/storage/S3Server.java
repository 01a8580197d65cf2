package dev.kinora.storage;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A real S3 server in a process of its own, on a directory, which asks for keys and lets browsers read as docs/storage.md says; one
 * for all tests of the JVM.
 */
public final class S3Server {
    static final String ACCESS = "kinora";
    static final String SECRET = "a-secret-of-the-tests";

    private static volatile @Nullable S3Server shared;

    private final Path directory;
    private final int port;
    private Process process;

    private S3Server() {
        try {
            directory = Files.createTempDirectory("s3");
            port = KinoraProcess.freePort();
            process = launched();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static synchronized S3Server get() {
        var server = shared;
        if (server == null) {
            var started = new S3Server();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> started.process.destroyForcibly()));
            shared = started;
            return started;
        }
        return server;
    }

    private Process launched() throws IOException {
        var settings = directory.resolve("s3.properties");
        Files.createDirectories(directory.resolve("buckets"));
        Files.writeString(settings, """
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.cors-allow-origins=*
                s3proxy.cors-allow-methods=GET HEAD
                s3proxy.cors-allow-headers=Range If-Range If-None-Match
                s3proxy.cors-exposed-headers=Content-Length Content-Range Accept-Ranges ETag
                jclouds.provider=filesystem-nio2
                jclouds.identity=x
                jclouds.credential=x
                jclouds.filesystem.basedir=%s
                """.formatted(ACCESS, SECRET, port, directory.resolve("buckets")));
        var logging = directory.resolve("logback.xml");
        Files.writeString(logging, "<configuration><root level=\"OFF\"/></configuration>");
        var started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        Files.readString(Path.of("target/s3-server/classpath.txt"))
                                .strip(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        while (!answers()) {
            if (!started.isAlive()) {
                throw new IOException(Files.readString(directory.resolve("log")));
            }
        }
        return started;
    }

    private boolean answers() {
        try {
            var connection = (HttpURLConnection) URI.create(endpoint()).toURL().openConnection();
            var status = connection.getResponseCode();
            connection.disconnect();
            return status > 0;
        } catch (IOException _) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Its origin too. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** A new bucket. */
    public String bucket() {
        try {
            var name = "b" + UUID.randomUUID();
            Files.createDirectories(directory.resolve("buckets").resolve(name));
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies in the bucket, as the server keeps it. */
    Path contents(String bucket) {
        return directory.resolve("buckets").resolve(bucket);
    }

    /** As services do with uploads in parts that nobody completes for a while. */
    public void abortUploads(String bucket) {
        try (var s3 = S3Connection.open(settings(bucket))) {
            for (var each : s3.listMultipartUploads(all -> all.bucket(bucket)).uploads()) {
                s3.abortMultipartUpload(
                        one -> one.bucket(bucket).key(each.key()).uploadId(each.uploadId()));
            }
        }
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void restart() throws IOException {
        process = launched();
    }

    /** For the start of a Kinora, as a store of that name. */
    public List<String> options(String name, String bucket) {
        var store = "--kinora.storage.stores." + name + ".";
        return List.of(
                store + "kind=s3",
                store + "endpoint=" + endpoint(),
                store + "bucket=" + bucket,
                store + "access-key=" + ACCESS,
                store + "secret-key=" + SECRET,
                store + "part-size=5MB",
                store + "path-style=true");
    }

    StorageProperties.Store settings(String bucket) {
        return settings(bucket, endpoint(), SECRET, "");
    }

    static StorageProperties.Store settings(String bucket, String endpoint, String secret, String prefix) {
        return new StorageProperties.Store(
                StorageProperties.Kind.S3,
                null,
                endpoint,
                "us-east-1",
                bucket,
                prefix,
                ACCESS,
                secret,
                true,
                DataSize.ofMegabytes(5),
                StorageProperties.Delivery.PRESIGNED,
                "",
                "",
                "");
    }
}
